// A room that is open: its log's tail, who is here, and the one way in which entries and notices reach them.
import { Audience } from "./audience.ts";
import { BehindAppends } from "./behind-appends.ts";
import { Block, Blocks } from "./blocks.ts";
import { pageAfter } from "./changes.ts";
import { Comings } from "./comings.ts";
import { Encoded } from "./encoded.ts";
import type {
  Draft,
  Entry,
  IdentityId,
  Live,
  PresenceKind,
} from "../entries.ts";
import type { RoomNotice } from "../notices.ts";
import { ChatError } from "../errors.ts";
import type { Identity } from "../identity.ts";
import type { Appended, Tail } from "../ports/log.ts";
import { personOf } from "./occupants.ts";
import { Presence, type PresenceRoom } from "./presence.ts";
import { Recent } from "./recent.ts";
import { RoomFacts } from "./room-facts.ts";
import type { Entering, RoomParts, RoomView } from "./room-parts.ts";
import { Stirrings } from "./stirrings.ts";
import type { RoomRecord } from "../ports/room-store.ts";

export class Room extends RoomFacts implements PresenceRoom {
  readonly recent: Recent;
  readonly blocks = new Blocks((seq, limit) => this.read(seq, limit));
  readonly #parts: RoomParts;
  readonly #tail: Tail;
  readonly #audience: Audience;
  readonly #behindAppends: BehindAppends;
  readonly #comings: Comings;
  readonly #stirrings: Stirrings;
  #head: number;
  #isClosed = false;
  /** Whether it goes is being found out: nobody enters until it settles. Never rejects. */
  going: Promise<unknown> | undefined;
  /** When it was last asked for, in milliseconds; whoever closes idle rooms looks at it. */
  touched = 0;
  /** Counts the memberships that have ended: who was a member by what was read before may be none any more. */
  departures = 0;

  constructor(record: RoomRecord, view: RoomView, parts: RoomParts) {
    super(record, view);
    const { state } = view;
    this.#head = state.head;
    this.#parts = parts;
    this.recent = new Recent(this);
    this.#audience = new Audience(this);
    this.#behindAppends = new BehindAppends(state.head);
    this.#comings = new Comings(
      record.id,
      () => this.visible(),
      (notice) => this.notify(notice),
    );
    this.#stirrings = new Stirrings((identity, presence) => {
      // Nobody is told of before he has come.
      this.#comings.flush();
      this.notify({ kind: "presence", room: this.id, id: identity, presence });
    });
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

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isIdle(): boolean {
    return this.here.size === 0 && !this.#behindAppends.isUnderWay;
  }

  /** Ends the tail. Only for an idle room, or at the end of all. */
  close(): void {
    this.#isClosed = true;
    this.#comings.flush();
    this.#stirrings.flush();
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

  /** The entries after `seq`, at most `limit`. @throws ChatError `unavailable`, `reset` */
  async read(seq: number, limit: number): Promise<Block> {
    const asOf = this.#head;
    const held = this.recent.after(seq, limit);
    if (held !== undefined) return new Block(held, asOf);
    const from = { epoch: this.epoch, seq };
    const entries = await this.#parts.log.read(this.id, from, limit);
    if (entries === "reset")
      throw new ChatError("reset", "The log has changed. Join the room again.");
    const encoded = entries.map((entry) => new Encoded(entry, this));
    return new Block(encoded, asOf);
  }

  /**
   * As `RoomLog.page`, and not older than what has been delivered: nobody is answered with what those in the room know
   * to be gone. @throws ChatError `no_such_room`, `unavailable`
   */
  async page(
    before: number,
    limit: number,
    viewer: IdentityId | undefined,
  ): Promise<readonly Entry[]> {
    const { log } = this.#parts;
    const { value: page, later } = await this.upToDate(() =>
      log.page(this.id, before, limit, viewer),
    );
    return pageAfter(page, later, viewer);
  }

  /** What is read from the store, with the entries that have been delivered meanwhile: it may be older than those. */
  async upToDate<T>(
    read: () => Promise<T>,
  ): Promise<{ readonly value: T; readonly later: readonly Entry[] }> {
    for (;;) {
      const asOf = this.#head;
      const value = await read();
      if (asOf === this.#head) return { value, later: [] };
      const later = this.recent.after(asOf, Infinity);
      // When so much went by that it is not held any more, it is read again.
      if (later !== undefined)
        return { value, later: later.map(({ entry }) => entry) };
    }
  }

  /** Tells those who are here, behind the appends under way, and behind the answer to whoever caused it. */
  notify(notice: RoomNotice): void {
    // Nobody is renamed before he is told of.
    if (notice.kind === "renamed") this.#comings.flush();
    this.#behindAppends.run(() =>
      setImmediate(() => this.#audience.tell(notice, this.isBig)),
    );
  }

  quiet(): Promise<void> {
    return new Promise((resolve) => this.#behindAppends.run(resolve));
  }

  /**
   * Makes an identity present at an ear, behind at the cursor; the others hear of a newcomer.
   * @throws ChatError `name_taken` for a nick that someone else here has, `unavailable`
   */
  enter(identity: Identity, entering: Entering): Presence {
    if (this.#isClosed)
      throw new ChatError(
        "unavailable",
        "The room is just closing. Join it again.",
      );
    const { session, ear, cursor, nick, live } = entering;
    const presence = new Presence(identity, session, ear, this, cursor);
    const here = this.here.get(identity.id);
    if (here !== undefined) {
      if (nick !== undefined) this.call(identity, nick, live);
      here.presences.add(presence);
    } else {
      const occupant = this.here.add(identity, entering);
      occupant.presences.add(presence);
      if (this.kind !== "direct") {
        this.#comings.joined(personOf(occupant), this.isBig, live);
        if (identity.presence === "away") this.stirred(identity.id, "away");
      }
    }
    this.#audience.add(presence);
    return presence;
  }

  /** Ends a presence; the others hear of it when it was the identity's last. */
  exit(presence: Presence, live?: Live): void {
    this.#audience.remove(presence);
    if (!this.#audience.isAnyBehind) this.blocks.clear();
    const here = this.here.get(presence.identity.id);
    if (
      here === undefined ||
      !here.presences.delete(presence) ||
      here.presences.size > 0
    )
      return;
    this.here.remove(here);
    this.#stirrings.forget(here.identity.id);
    if (this.kind !== "direct")
      this.#comings.left(personOf(here), this.isBig, live);
  }

  /** Another nick for someone here, or none. What it is called now. @throws ChatError `name_taken` */
  call(identity: Identity, nick: string | undefined, live?: Live): string {
    const here = this.here.get(identity.id);
    if (here === undefined) return nick ?? identity.name;
    const was = this.here.call(here, nick);
    const { name } = here;
    if (name !== was && this.kind !== "direct") {
      const { id: room } = this;
      const { id } = identity;
      const told = { ...live, kind: "renamed", room, id, name, was } as const;
      this.notify({ ...told, here: () => this.visible() });
    }
    return name;
  }

  renamed(identity: Identity, live?: Live): void {
    if (this.kind === "direct") return this.#renamedPerson(identity, live);
    const here = this.here.get(identity.id);
    if (here !== undefined && here.nick === undefined)
      this.call(identity, undefined, live);
  }

  /** One of a direct room's people, here or not. */
  #renamedPerson(identity: Identity, live: Live | undefined): void {
    const was = this.recall(identity);
    if (was === undefined) return;
    const { id, name } = identity;
    this.call(identity, undefined);
    const told = {
      ...live,
      kind: "renamed",
      room: this.id,
      id,
      name,
      was,
    } as const;
    this.notify({ ...told, here: () => this.visible() });
  }

  /** Someone is at the keyboard, away or gone. */
  stirred(id: IdentityId, presence: PresenceKind): void {
    if (!this.isHidden(id)) this.#stirrings.stirred(id, presence, this.isBig);
  }

  isPresent(presence: Presence): boolean {
    return (
      this.here.get(presence.identity.id)?.presences.has(presence) ?? false
    );
  }

  membersNotice(): RoomNotice {
    const { count } = this;
    const isBig = count > this.#parts.bigRoom;
    return {
      kind: "members",
      room: this.id,
      count,
      ...(isBig ? {} : { members: this.visible() }),
    };
  }

  /** Presences that are live are sent every entry as it comes. */
  setLive(presence: Presence, isLive: boolean): void {
    this.#audience.setLive(presence, isLive);
    if (!this.#audience.isAnyBehind) this.blocks.clear();
  }

  /** Whether more are here than are told of each other one by one. */
  get isBig(): boolean {
    return this.here.size > this.#parts.bigRoom;
  }

  #deliver(entry: Entry): void {
    this.#head = entry.seq;
    this.follow(entry);
    const encoded = this.recent.add(entry);
    // In a big room what happens comes a moment later than what is said, and several things at once.
    const canWait = entry.kind !== "said" && this.isBig;
    this.#parts.tally.deliveries += this.#audience.deliver(encoded, canWait);
    this.#behindAppends.delivered(entry.seq);
  }

  /** Takes over what an entry of its log says of it. Whoever appended one need not wait for its delivery. */
  follow(entry: Entry): void {
    if (this.takeOver(entry)) this.#parts.retitled(this.id);
  }
}
