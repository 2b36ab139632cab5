// What comes from the server by itself: entries go to their room, end what was pending and are heard; notices tell who
// is there.
import type { EntryEvent, Event } from "@koine/protocol";
import type { Connection } from "./connection.ts";
import type { Identity } from "./identity.ts";
import type { Joining } from "./joining.ts";
import type { Listeners } from "./listeners.ts";
import type { Members } from "./members.ts";
import type { Outbox } from "./outbox.ts";
import type { RoomNotice } from "./people.ts";
import type { Platform } from "./platform.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

export interface IncomingOptions {
  readonly platform: Platform;
  readonly connection: Connection;
  readonly identity: Identity;
  readonly rooms: Rooms;
  readonly joining: Joining;
  readonly members: Members;
  readonly outbox: Outbox;
  readonly hearers: Listeners<EntryEvent>;
  readonly onChange: () => void;
}

export class Incoming {
  readonly #options: IncomingOptions;
  /** Where a hole was met last: met there again, the log itself has it. */
  readonly #holes = new WeakMap<Room, number>();

  constructor(options: IncomingOptions) {
    this.#options = options;
  }

  receive(event: Event): void {
    if (event.ev === "closing") return;
    const room = this.#options.rooms.get(event.room);
    if (room === undefined) return;
    if ("seq" in event) this.#entry(room, event);
    else this.#notice(room, event);
  }

  #entry(room: Room, entry: EntryEvent): void {
    // Until the join is answered, what comes is of the presence before.
    if (room.presence.is !== "here") return;
    const { identity, outbox, hearers, onChange } = this.#options;
    const applied = room.apply(entry, identity.me?.id ?? "");
    if (applied === "hole") return this.#hole(room, entry);
    if (applied === "known") return;
    outbox.arrived(entry);
    outbox.caughtUp(room.id, room.cursor);
    onChange();
    hearers.tell(entry);
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
    const { identity, members, onChange } = this.#options;
    if (notice.ev === "renamed") identity.called(notice);
    if (notice.ev === "members")
      for (const person of notice.members ?? []) identity.called(person);
    if (room.people.apply(notice)) members.refresh(room);
    room.touch();
    onChange();
  }
}
