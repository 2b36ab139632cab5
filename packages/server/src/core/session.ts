// A session: one entered connection of an identity. A caller over HTTP has one without an ear.
import type { Live, RoomId } from "./entries.ts";
import type { ChatNotice, PersonalNotice } from "./notices.ts";
import { ChatError } from "./errors.ts";
import type { Identity } from "./identity.ts";
import type { Ear } from "./line.ts";
import { Order } from "./order.ts";
import { Missed, type OwnNotice } from "./missed.ts";
import type { Pace } from "./pace/pace.ts";
import type { Presence } from "./room/presence.ts";
import type { Sanction } from "./ports/house-store.ts";
import type { Scope } from "./ports/identity-store.ts";
import type { Tally } from "./tally.ts";

/** The token that a session has come by, or was given for later. */
export interface Credential {
  /** As tokenIdOf gives it. */
  readonly id: string;
  readonly hash: Uint8Array;
  /** Undefined: everything. */
  readonly scopes?: readonly Scope[] | undefined;
  /** Milliseconds since 1970; undefined: until it is taken back. */
  readonly until?: number | undefined;
}

export interface SessionParts {
  readonly id: string;
  readonly identity: Identity;
  /** Counted over all sessions of the identity, save the shared one's. */
  readonly pace: Pace;
  /** Where it came from; an IP address. */
  readonly address: string;
  readonly ear: Ear | undefined;
  /** Through which door: the name of its dialect, `http` for a call. */
  readonly door: string;
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  readonly tally: Tally;
  readonly onError: (error: unknown, doing: string) => void;
  /** Told of each of its presences that ends with it, or gives way to another. */
  readonly onPast: (session: Session, presence: Presence) => void;
  /** What keeps it from saying anything anywhere. */
  readonly muteOf: (session: Session) => Sanction | undefined;
}

export class Session {
  readonly id: string;
  readonly identity: Identity;
  readonly pace: Pace;
  readonly address: string;
  readonly ear: Ear | undefined;
  readonly door: string;
  readonly at: number;
  /** Undefined for one that came by a name or a password alone. Set by the verbs that begin it. */
  credential: Credential | undefined;
  /** When it last told that someone is writing, in milliseconds. */
  typedAt = -Infinity;
  readonly order = new Order();
  /** What goes one after the other over all sessions of the identity; of the shared one's, over this alone. */
  readonly changes: Order;
  readonly presences = new Map<RoomId, Presence>();
  /** Those of its presences that are in direct rooms, in the order of opening. */
  readonly directs = new Set<RoomId>();
  /** Nobody is at the keyboard there. */
  isAway = false;
  readonly #tally: Tally;
  readonly #onPast: SessionParts["onPast"];
  readonly #onError: SessionParts["onError"];
  readonly #muteOf: SessionParts["muteOf"];
  readonly #missed = new Missed();
  readonly #behind = new Set<Presence>();
  readonly #onLag = (): void => this.#lag();
  #isCatchingUp = false;
  #isLagging = false;
  #hasEnded = false;

  constructor(parts: SessionParts) {
    this.id = parts.id;
    this.identity = parts.identity;
    this.changes =
      parts.identity.kind === "anonymous"
        ? new Order()
        : parts.identity.changes;
    this.pace = parts.pace;
    this.address = parts.address;
    this.ear = parts.ear;
    this.door = parts.door;
    this.at = parts.at;
    this.#tally = parts.tally;
    this.#onPast = parts.onPast;
    this.#onError = parts.onError;
    this.#muteOf = parts.muteOf;
    if (parts.ear !== undefined) parts.ear.line.onLag = this.#onLag;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** It has ended, or was ended by somebody else: no verb begins any more. */
  get isOver(): boolean {
    return this.order.hasEnded;
  }

  /** Lets a presence read on from its cursor, after the answer that announces it: from the next turn on. */
  follow(presence: Presence): void {
    const letGo = presence.letGo();
    // Also when others are being caught up just now.
    setImmediate(() => {
      letGo();
      this.#behind.add(presence);
      this.#goOn();
    });
  }

  /** Tells it what is for this person alone; while its line lags, see `miss`. */
  tell(notice: PersonalNotice): void {
    if (this.ear?.line.isLagging === false) this.#hand(notice);
    else this.miss(notice);
  }

  /**
   * Its line lags: what nobody can ask for later is told when it has drained, and of anything else, when it has caught
   * up, that there was some.
   */
  miss(notice: PersonalNotice | ChatNotice): void {
    if (this.ear === undefined || this.#hasEnded) return;
    this.#missed.add(notice);
    this.#goOn();
  }

  #hand(notice: OwnNotice): void {
    const { ear } = this;
    if (ear === undefined || this.#hasEnded) return;
    if (ear.tell !== undefined && notice.kind !== "broadcast")
      return ear.tell(notice);
    const frame = ear.encoder.encode(notice, undefined);
    if (frame !== null) ear.line.send(frame);
  }

  /** Its place in a room. Direct ones are opened by others too: of more than `mostDirect` the one opened first is let go. */
  add(presence: Presence, mostDirect: number): void {
    const { id, kind } = presence.room;
    this.presences.set(id, presence);
    if (kind !== "direct") return;
    this.directs.add(id);
    const [oldest] = this.directs;
    if (this.directs.size <= mostDirect || oldest === undefined) return;
    const past = this.presences.get(oldest);
    if (past !== undefined) this.#onPast(this, past);
    this.exit(oldest);
  }

  /** Ends its presence in a room. */
  exit(room: RoomId, live?: Live): void {
    const presence = this.presences.get(room);
    if (presence === undefined) return;
    this.presences.delete(room);
    this.directs.delete(room);
    presence.room.exit(presence, live);
  }

  /** Ends its presence everywhere; the others hear of it behind what it said last. Called once, by the chat. */
  end(live?: Live): void {
    this.#hasEnded = true;
    this.order.end();
    // The connection may live on with another session, which is told of its lags by now.
    const line = this.ear?.line;
    if (line?.onLag === this.#onLag) line.onLag = undefined;
    for (const presence of this.presences.values()) {
      this.#onPast(this, presence);
      presence.room.exit(presence, live);
    }
    this.presences.clear();
    this.directs.clear();
    this.#behind.clear();
    this.#missed.takeWaiting();
    this.#setLagging(false);
  }

  /** Its line took no more: every room it is in is left alone until the line has drained. */
  #lag(): void {
    for (const presence of this.presences.values()) {
      // One that is behind reads on already, or will when the join that makes it has been answered.
      if (!presence.fallBehind()) continue;
      this.#setLagging(true);
      this.follow(presence);
    }
  }

  #goOn(): void {
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    void this.#catchUp();
  }

  /** One page of one room at a time, each when the one before has left: what is owed stays bounded. */
  async #catchUp(): Promise<void> {
    for (;;) {
      await this.ear?.line.drained();
      for (const notice of this.#missed.takeWaiting()) this.#hand(notice);
      const [presence] = this.#behind;
      if (presence === undefined || this.#hasEnded) break;
      this.#behind.delete(presence);
      try {
        if (!(await presence.catchUp())) this.#behind.add(presence);
        else if (presence.takeMissed()) this.#missed.miss();
      } catch (error) {
        // Nobody waits for an answer here; a reader who is held up has no hole at least.
        if (!(error instanceof ChatError) || error.code !== "unavailable")
          this.#onError(error, "reading on from the log");
        this.#behind.add(presence);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
    this.#isCatchingUp = false;
    this.#setLagging(false);
    if (!this.#missed.takeMissed()) return;
    const { name, kind, role } = this.identity;
    const who = { name, kind, role };
    this.#hand({ kind: "missed", who, muted: this.#muteOf(this) });
  }

  #setLagging(isLagging: boolean): void {
    if (this.#isLagging === isLagging) return;
    this.#isLagging = isLagging;
    this.#tally.lagging += isLagging ? 1 : -1;
  }
}

/** How long a lagging reader waits when the store cannot be read. */
const RETRY_MS = 1_000;
