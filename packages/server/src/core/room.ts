// A room that is open: its log's tail, who is here, and the one way in which entries and notices reach them.
import { Audience } from "./audience.ts";
import { BehindAppends } from "./behind-appends.ts";
import { Blocks } from "./blocks.ts";
import { Comings } from "./comings.ts";
import { Encoded } from "./encoded.ts";
import type {
  Draft,
  Entry,
  IdentityId,
  Live,
  Person,
  RoomId,
  RoomKind,
  RoomNotice,
} from "./entries.ts";
import { ChatError } from "./errors.ts";
import type { Identity } from "./identity.ts";
import type { Appended, Tail } from "./log.ts";
import { Occupants, personOf } from "./occupants.ts";
import { Presence, type PresenceRoom } from "./presence.ts";
import { Recent } from "./recent.ts";
import type { Entering, RoomParts, RoomView } from "./room-parts.ts";
import type { RoomRecord } from "./store.ts";

export class Room implements PresenceRoom {
  readonly id: RoomId;
  readonly title: string;
  readonly folded: string;
  readonly isLobby: boolean;
  readonly people: readonly Person[];
  readonly epoch: string;
  readonly first: number;
  readonly recent: Recent;
  readonly blocks = new Blocks((seq, limit) => this.read(seq, limit));
  /** Who may enter; changed by verbs only, as the store has it. */
  kind: RoomKind;
  /** How many may be in it at once; 0 for as many as like. */
  most: number;
  masterId: IdentityId | undefined;
  readonly #parts: RoomParts;
  readonly #tail: Tail;
  /** Who is here now. Changed by `enter`, `exit` and `call`, which tell the others. */
  readonly here = new Occupants();
  readonly #audience: Audience;
  readonly #behindAppends: BehindAppends;
  readonly #comings: Comings;
  #head: number;
  #isClosed = false;
  /** Whether it goes is being found out: nobody enters until it settles. Never rejects. */
  going: Promise<unknown> | undefined;
  /** When it was last asked for, in milliseconds; whoever closes idle rooms looks at it. */
  touched = 0;

  constructor(record: RoomRecord, view: RoomView, parts: RoomParts) {
    const { state } = view;
    this.id = record.id;
    this.people = view.people;
    this.title =
      record.kind === "direct"
        ? view.people.map(({ name }) => name).join(", ")
        : record.title;
    this.folded = record.folded;
    this.isLobby = view.isLobby;
    this.kind = record.kind;
    this.most = record.most;
    this.masterId = record.master;
    this.epoch = state.epoch;
    this.first = state.first;
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

  /** How many people are here and in the list; someone with several sessions counts once. */
  get count(): number {
    return this.here.visible;
  }

  get isFull(): boolean {
    return this.most > 0 && this.here.size >= this.most;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isIdle(): boolean {
    return this.here.size === 0 && !this.#behindAppends.isUnderWay;
  }

  /** The master, if it is here. */
  get master(): Person | undefined {
    const here = this.masterId && this.here.get(this.masterId);
    return here ? personOf(here) : undefined;
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
    const from = { epoch: this.epoch, seq };
    const entries = await this.#parts.log.read(this.id, from, limit);
    if (entries === "reset")
      throw new ChatError("reset", "The log has changed. Join the room again.");
    return entries.map((entry) => new Encoded(entry, this));
  }

  /** Tells those who are here, behind the appends under way, and behind the answer to whoever caused it. */
  notify(notice: RoomNotice): void {
    // Nobody is renamed before he is told of.
    if (notice.kind === "renamed") this.#comings.flush();
    this.#behindAppends.run(() =>
      setImmediate(() => this.#audience.tell(notice)),
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
    const { session, ear, cursor, nick, isHidden, live } = entering;
    const presence = new Presence(identity, session, ear, this, cursor);
    const here = this.here.get(identity.id);
    if (here !== undefined) {
      if (nick !== undefined) this.call(identity, nick, live);
      here.presences.add(presence);
    } else {
      const occupant = this.here.add(identity, nick, isHidden);
      occupant.presences.add(presence);
      if (this.kind !== "direct")
        this.#comings.joined(personOf(occupant), this.#isBig, live);
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
    if (this.kind !== "direct")
      this.#comings.left(personOf(here), this.#isBig, live);
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
    const here = this.here.get(identity.id);
    if (here !== undefined && here.nick === undefined)
      this.call(identity, undefined, live);
  }

  isHidden(identity: IdentityId): boolean {
    return this.here.get(identity)?.isHidden ?? false;
  }

  isPresent(presence: Presence): boolean {
    return (
      this.here.get(presence.identity.id)?.presences.has(presence) ?? false
    );
  }

  /** What someone here is called here. */
  nameOf(identity: IdentityId): string | undefined {
    return this.here.get(identity)?.name;
  }

  /** Everyone in the list, in the order of coming. */
  visible(): readonly Person[] {
    return this.members(undefined, Infinity);
  }

  /** Who is in the list, in the order of coming, after the one with id `after`, at most `limit`. */
  members(after: IdentityId | undefined, limit: number): readonly Person[] {
    return this.here.list(after, limit);
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

  get #isBig(): boolean {
    return this.here.size > this.#parts.bigRoom;
  }

  #deliver(entry: Entry): void {
    this.#head = entry.seq;
    const encoded = this.recent.add(entry);
    this.#parts.tally.deliveries += this.#audience.deliver(encoded);
    this.#behindAppends.delivered(entry.seq);
  }
}
