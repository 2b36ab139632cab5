// What comes from the server by itself: entries go to their room, end what was pending and are heard; notices tell who
// is there, and what concerns this person.
import type { EntryEvent, Event } from "@koine/protocol";
import type { Connection } from "./connection.ts";
import type { Entering } from "./entering.ts";
import { KoineError } from "./errors.ts";
import type { Identity } from "./identity.ts";
import type { Joining } from "./joining.ts";
import type { Listeners } from "./listeners.ts";
import type { Members } from "./members.ts";
import type { Memberships } from "./memberships.ts";
import type { Mutes } from "./mutes.ts";
import type { Notice, NoticeEvent, Notices } from "./notices.ts";
import type { Outbox } from "./outbox.ts";
import type { OwnName } from "./own-name.ts";
import type { Platform } from "./platform.ts";
import type { Reading } from "./reading.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import type { Person } from "./state.ts";

export interface IncomingOptions {
  readonly platform: Platform;
  readonly connection: Connection;
  readonly identity: Identity;
  readonly rooms: Rooms;
  readonly entering: Entering;
  readonly joining: Joining;
  readonly members: Members;
  readonly memberships: Memberships;
  readonly mutes: Mutes;
  readonly reading: Reading;
  readonly outbox: Outbox;
  readonly ownName: OwnName;
  readonly notices: Notices;
  readonly hearers: Listeners<Event>;
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
    if (isEntry(event)) return this.#entry(event);
    this.#notice(event);
    this.#options.hearers.tell(event);
  }

  #entry(entry: EntryEvent): void {
    const { rooms, outbox, reading, hearers, onChange } = this.#options;
    const room = rooms.get(entry.room);
    if (room === undefined) return;
    // Until the join is answered, what comes is of the presence before.
    if (room.presence.is !== "here") return room.comes(entry.seq);
    const applied = room.apply(entry);
    if (applied === "hole") return this.#hole(room, entry);
    if (applied === "known") return;
    const isFromHere = outbox.arrived(entry);
    if (entry.ev === "deleted") outbox.gone(room.id, entry.of, entry);
    outbox.caughtUp(room.id, room.log.cursor);
    // Whoever says something has read what was there.
    if (isFromHere && entry.ev === "said") reading.mark(room, entry.seq);
    onChange();
    hearers.tell(entry);
  }

  /** Something was lost on the way: asked for again, and where it cannot be had, the room starts over. */
  #hole(room: Room, entry: EntryEvent): void {
    const { platform, connection, entering } = this.#options;
    const { cursor } = room.log;
    const isInLog = this.#holes.get(room) === cursor;
    this.#holes.set(room, cursor);
    platform.warn("The server left a hole before an entry.", entry);
    const link = connection.live;
    if (link !== undefined)
      entering.enter(room, link, isInLog).catch(() => undefined);
  }

  #notice(event: Exclude<Event, EntryEvent>): void {
    const { identity, joining, memberships, mutes, rooms } = this.#options;
    switch (event.ev) {
      case "closing":
        return;
      case "missed":
        return this.#missed(event);
      case "direct":
        return joining.opened(event.room, event.people);
      case "invited":
      case "answered":
      case "kicked":
      case "broadcast":
        return this.#personal(event);
      case "muted": {
        const { room, reason, by, until } = event;
        // The answer to the join of a room that is not here yet tells it.
        if (room !== undefined && rooms.get(room) === undefined) return;
        const end = until === undefined ? {} : { until };
        return mutes.set(room, { reason, by, ...end });
      }
      case "unmuted":
        return mutes.lift(event.room);
      case "role":
        if (event.room !== undefined) break;
        if (event.who.id === identity.me?.id) identity.role = event.role;
        // What one is in the chat counts in its rooms, too.
        return memberships.refresh();
      default:
    }
    const room = rooms.get(event.room ?? "");
    if (room !== undefined) this.#inRoom(room, event);
  }

  /** What went by is asked for as after a cut: entries come in their order, and what waits to be sent waits on. */
  #missed(now: Extract<Event, { ev: "missed" }>): void {
    const { identity, memberships, mutes, rooms } = this.#options;
    identity.is(now);
    mutes.told(now.muted);
    rooms.away();
    memberships.refresh();
  }

  #inRoom(room: Room, event: Exclude<Event, EntryEvent>): void {
    const { identity, members, memberships, onChange } = this.#options;
    const me = identity.me?.id;
    switch (event.ev) {
      case "changed":
        room.access = event.access ?? room.access;
        room.most = event.most ?? room.most;
        room.description = event.description ?? room.description;
        room.isArchived = event.archived ?? room.isArchived;
        break;
      case "master":
        room.master = event.master;
        if (event.master.id === me || event.was?.id === me)
          memberships.refresh();
        room.members.apply(event);
        members.complete(room);
        break;
      case "read":
        room.told(event);
        break;
      case "typing":
        if (event.id !== me)
          room.typing.began({ id: event.id, name: event.name });
        break;
      case "role":
        if (event.who.id === me) room.role = event.role;
        room.members.apply(event);
        break;
      case "joined":
      case "left":
      case "renamed":
      case "presence":
      case "members":
        if (room.members.apply(event)) members.refresh(room);
        members.complete(room);
        if (event.ev === "left")
          for (const { id } of event.members) room.typing.ended(id);
        if (event.ev === "renamed") this.#called(room, event);
        if (event.ev === "members")
          for (const person of event.members ?? []) this.#called(room, person);
        break;
      default:
        return;
    }
    room.touch();
    onChange();
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
    if (room !== undefined && event.ev === "kicked") {
      const { by, until } = event;
      const did = until === undefined ? "sent you out of" : "banned you from";
      const why = event.reason === undefined ? "." : `: ${event.reason}`;
      const reason = `${by.name} has ${did} "${room.title}"${why}`;
      const error = new KoineError("not_member", reason);
      const end = until === undefined ? {} : { until };
      rooms.out(room, error, { is: "left", reason, ...end });
    }
    heeders.tell(notices.add(event));
  }
}

/** Of a kind that is not known, too: it counts. */
function isEntry(event: Event): event is EntryEvent {
  return "seq" in event && "at" in event;
}
