// What comes from the server by itself: entries go to their room, end what was pending and are heard; notices tell who
// is there, and what concerns this person.
import type { EntryEvent, Event } from "@koine/protocol";
import type { Connection } from "./connection.ts";
import { KoineError } from "./errors.ts";
import type { Identity } from "./identity.ts";
import type { Joining } from "./joining.ts";
import type { Listeners } from "./listeners.ts";
import type { Members } from "./members.ts";
import type { Notice, NoticeEvent, Notices } from "./notices.ts";
import type { Outbox } from "./outbox.ts";
import type { OwnName } from "./own-name.ts";
import type { RoomNotice } from "./people.ts";
import type { Platform } from "./platform.ts";
import { isShown, type Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import type { Person } from "./state.ts";

type RoomEvent = Exclude<Event, NoticeEvent | { ev: "direct" | "closing" }>;

export interface IncomingOptions {
  readonly platform: Platform;
  readonly connection: Connection;
  readonly identity: Identity;
  readonly rooms: Rooms;
  readonly joining: Joining;
  readonly members: Members;
  readonly outbox: Outbox;
  readonly ownName: OwnName;
  readonly notices: Notices;
  readonly hearers: Listeners<EntryEvent>;
  readonly heeders: Listeners<Notice>;
  readonly onChange: () => void;
}

export class Incoming {
  readonly #options: IncomingOptions;
  /** Where a hole was met last: met there again, the log itself has it. */
  readonly #holes = new WeakMap<Room, number>();

  constructor(options: IncomingOptions) {
    this.#options = options;
  }

  /** What it does not know, it passes over. */
  receive(event: Event): void {
    switch (event.ev) {
      case "closing":
        return;
      case "direct":
        return this.#options.joining.opened(event.room, event.people);
      case "invited":
      case "answered":
      case "kicked":
      case "broadcast":
        return this.#personal(event);
      default:
        return this.#inRoom(event);
    }
  }

  #inRoom(event: RoomEvent): void {
    const room = this.#options.rooms.get(event.room);
    if (room === undefined) return;
    if ("seq" in event) return this.#entry(room, event);
    if (event.ev === "master") room.master = event.master;
    else if (event.ev === "changed") {
      room.access = event.access;
      room.most = event.most;
    } else this.#notice(room, event);
    room.touch();
    this.#options.onChange();
  }

  #entry(room: Room, entry: EntryEvent): void {
    // Until the join is answered, what comes is of the presence before.
    if (room.presence.is !== "here") return room.comes(entry.seq);
    const { identity, outbox, hearers, onChange } = this.#options;
    const applied = room.apply(entry, identity.me?.id ?? "");
    if (applied === "hole") return this.#hole(room, entry);
    if (applied === "known") return;
    outbox.arrived(entry);
    outbox.caughtUp(room.id, room.cursor);
    onChange();
    if (isShown(entry)) hearers.tell(entry);
  }

  /** Something was lost on the way: asked for again, and where it cannot be had, the room starts over. */
  #hole(room: Room, entry: EntryEvent): void {
    const { platform, connection, joining } = this.#options;
    const isInLog = this.#holes.get(room) === room.cursor;
    this.#holes.set(room, room.cursor);
    platform.warn("The server left a hole before an entry.", entry);
    const link = connection.live;
    if (link !== undefined)
      joining.enter(room, link, isInLog).catch(() => undefined);
  }

  #notice(room: Room, notice: RoomNotice): void {
    if (room.members.apply(notice)) this.#options.members.refresh(room);
    if (notice.ev === "renamed") this.#called(room, notice);
    if (notice.ev === "members")
      for (const person of notice.members ?? []) this.#called(room, person);
  }

  /** What one is called in a room is the room's matter: a nick, or the name that one has everywhere now. */
  #called(room: Room, { id, name }: Person): void {
    const { identity, ownName } = this.#options;
    const { me } = identity;
    if (id !== me?.id || name === room.name) return;
    const wasName = room.name === me.name;
    room.name = name;
    if (wasName && name !== me.name && !me.isAccount) ownName.ask();
  }

  #personal(event: NoticeEvent): void {
    const { rooms, notices, heeders } = this.#options;
    const room = event.ev === "kicked" ? rooms.get(event.room) : undefined;
    if (room !== undefined) {
      const reason = `${event.by.name} has sent you out of "${room.title}".`;
      const error = new KoineError("not_member", reason);
      rooms.out(room, error, { is: "left", reason });
    }
    heeders.tell(notices.add(event));
  }
}
