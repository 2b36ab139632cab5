// A room that is open: its log's tail, who is here, and the one way in which entries and notices reach them.
import { BehindAppends } from "./behind-appends.ts";
import { Blocks, encodedAll } from "./blocks.ts";
import { Comings } from "./comings.ts";
import type { Encoded } from "./encoded.ts";
import type {
  Draft,
  Entry,
  IdentityId,
  Notice,
  Person,
  RoomId,
} from "./entries.ts";
import { ChatError } from "./errors.ts";
import type { Identity } from "./identity.ts";
import type { Ear, Encoder } from "./line.ts";
import type { Appended, LogState, RoomLog, Tail } from "./log.ts";
import { Presence, type PresenceRoom } from "./presence.ts";
import { Recent } from "./recent.ts";
import type { RoomRecord } from "./store.ts";
import type { Tally } from "./tally.ts";

interface Here {
  readonly identity: Identity;
  readonly presences: Set<Presence>;
}

export interface RoomParts {
  readonly log: RoomLog;
  readonly tally: Tally;
  /** Members above which joins and leaves are told together and the list is not sent unasked. */
  readonly bigRoom: number;
}

export class Room implements PresenceRoom {
  readonly id: RoomId;
  readonly title: string;
  readonly folded: string;
  readonly epoch: string;
  readonly first: number;
  readonly recent = new Recent();
  readonly blocks = new Blocks((seq, limit) => this.read(seq, limit));
  readonly #parts: RoomParts;
  readonly #tail: Tail;
  readonly #here = new Map<IdentityId, Here>();
  readonly #live = new Map<Encoder, Set<Presence>>();
  /** Present but not live: they read on from the log by themselves. */
  readonly #behind = new Set<Presence>();
  readonly #behindAppends: BehindAppends;
  readonly #comings: Comings;
  #head: number;
  #isClosed = false;
  /** When it was last asked for, in milliseconds; whoever closes idle rooms looks at it. */
  touched = 0;

  constructor(record: RoomRecord, state: LogState, parts: RoomParts) {
    this.id = record.id;
    this.title = record.title;
    this.folded = record.folded;
    this.epoch = state.epoch;
    this.first = state.first;
    this.#head = state.head;
    this.#parts = parts;
    this.#behindAppends = new BehindAppends(state.head);
    this.#comings = new Comings(record.id, (notice) => this.notify(notice));
    this.#tail = parts.log.tail(
      record.id,
      { epoch: state.epoch, seq: state.head },
      (entry) => this.#deliver(entry),
    );
  }

  /** The last entry delivered; whoever joins now goes on from the next. */
  get head(): number {
    return this.#head;
  }

  /** How many people are here; someone with several sessions counts once. */
  get count(): number {
    return this.#here.size;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isIdle(): boolean {
    return this.#here.size === 0 && !this.#behindAppends.isUnderWay;
  }

  /** Ends the tail. Only for an idle room, or at the end of all. */
  close(): void {
    this.#isClosed = true;
    this.#comings.flush();
    this.#tail.close();
  }

  /** Durable when it resolves; see `RoomLog.append`. */
  async append(draft: Draft): Promise<Appended> {
    this.#behindAppends.begin();
    let seq = 0;
    try {
      const appended = await this.#parts.log.append(this.id, draft);
      if (!appended.repeated) seq = appended.entry.seq;
      return appended;
    } finally {
      this.#behindAppends.settle(seq);
    }
  }

  /** The entries after `seq`, at most `limit`. */
  async read(seq: number, limit: number): Promise<readonly Encoded[]> {
    const held = this.recent.after(seq, limit);
    if (held !== undefined) return held;
    const entries = await this.#parts.log.read(
      this.id,
      { epoch: this.epoch, seq },
      limit,
    );
    if (entries === "reset")
      throw new ChatError("reset", "The log has changed. Join the room again.");
    return encodedAll(entries);
  }

  /** Tells those who are here now, behind the appends under way. */
  notify(notice: Notice): void {
    // Nobody is renamed before he is told of.
    if (notice.kind === "renamed") this.#comings.flush();
    this.#behindAppends.run(() => {
      for (const [encoder, presences] of this.#live) {
        const frame = encoder.encode(notice);
        if (frame !== null)
          for (const presence of presences) presence.ear.line.send(frame);
      }
      for (const presence of this.#behind) presence.hasMissed = true;
    });
  }

  /** Makes an identity present at an ear, behind at `cursor`; the others hear of a newcomer. */
  enter(identity: Identity, ear: Ear, cursor: number): Presence {
    if (this.#isClosed)
      throw new ChatError(
        "unavailable",
        "The room is just closing. Join it again.",
      );
    const presence = new Presence(identity, ear, this, cursor);
    const here = this.#here.get(identity.id);
    if (here !== undefined) here.presences.add(presence);
    else {
      this.#comings.joined(
        person(identity),
        this.#here.size >= this.#parts.bigRoom,
      );
      this.#here.set(identity.id, { identity, presences: new Set([presence]) });
    }
    this.#behind.add(presence);
    return presence;
  }

  /** Ends a presence; the others hear of it when it was the identity's last. */
  exit(presence: Presence): void {
    this.setLive(presence, false);
    this.#leaveBehind(presence);
    const { identity } = presence;
    const here = this.#here.get(identity.id);
    if (
      here === undefined ||
      !here.presences.delete(presence) ||
      here.presences.size > 0
    )
      return;
    this.#here.delete(identity.id);
    this.#comings.left(
      person(identity),
      this.#here.size >= this.#parts.bigRoom,
    );
  }

  isPresent(presence: Presence): boolean {
    return (
      this.#here.get(presence.identity.id)?.presences.has(presence) ?? false
    );
  }

  /** Who is here, in the order of coming, after the one with id `after`, at most `limit`. */
  members(after: IdentityId | undefined, limit: number): readonly Person[] {
    const found: Person[] = [];
    let isFound = after === undefined || !this.#here.has(after);
    for (const { identity } of this.#here.values()) {
      if (found.length >= limit) break;
      if (isFound) found.push(person(identity));
      else isFound = identity.id === after;
    }
    return found;
  }

  membersNotice(): Notice {
    const count = this.#here.size;
    const isBig = count > this.#parts.bigRoom;
    return {
      kind: "members",
      room: this.id,
      count,
      ...(isBig ? {} : { members: this.members(undefined, count) }),
    };
  }

  /** Presences that are live are sent every entry as it comes. */
  setLive(presence: Presence, isLive: boolean): void {
    const { encoder } = presence.ear;
    let audience = this.#live.get(encoder);
    if (audience === undefined) this.#live.set(encoder, (audience = new Set()));
    if (isLive) {
      this.#leaveBehind(presence);
      audience.add(presence);
    } else if (audience.delete(presence)) {
      this.#behind.add(presence);
    }
  }

  #leaveBehind(presence: Presence): void {
    this.#behind.delete(presence);
    if (this.#behind.size === 0) this.blocks.clear();
  }

  #deliver(entry: Entry): void {
    this.#head = entry.seq;
    const encoded = this.recent.add(entry);
    for (const [encoder, audience] of this.#live) {
      const frame = encoded.frame(encoder);
      if (frame === null) continue;
      this.#parts.tally.deliveries += audience.size;
      for (const presence of audience) presence.ear.line.send(frame);
    }
    this.#behindAppends.delivered(entry.seq);
  }
}

const person = (identity: Identity): Person => ({
  id: identity.id,
  name: identity.name,
});
