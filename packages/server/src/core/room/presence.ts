// A session's place in a room: a cursor that moves along the room's log. Live, it is moved by the room as entries
// come; behind (just joined, or its line lags), it reads on from the log until it has caught up.
import type { Frame } from "../../lib/frame.ts";
import { BLOCK, type Block, type Blocks } from "./blocks.ts";
import type { Encoded } from "./encoded.ts";
import type { Entry, Live, Place } from "../entries.ts";
import type { RoomNotice } from "../notices.ts";
import type { Identity } from "../identity.ts";
import type { Ear } from "../line.ts";
import type { Recent } from "./recent.ts";

/** What a presence needs of its room. */
export interface PresenceRoom extends Place {
  /** The last entry delivered. */
  readonly head: number;
  readonly recent: Recent;
  readonly blocks: Blocks;
  /** The entries after `seq`, at most `limit`. @throws ChatError `unavailable` */
  read(seq: number, limit: number): Promise<Block>;
  notify(notice: RoomNotice): void;
  /** Resolves when every append begun so far has been delivered. */
  quiet(): Promise<void>;
  /** The identity has another name: the room is told, unless it has a nick here. */
  renamed(identity: Identity, live?: Live): void;
  membersNotice(): RoomNotice;
  isPresent(presence: Presence): boolean;
  setLive(presence: Presence, isLive: boolean): void;
  exit(presence: Presence, live?: Live): void;
}

export class Presence {
  readonly identity: Identity;
  /** The id of the session whose place it is. */
  readonly session: string;
  readonly ear: Ear;
  readonly room: PresenceRoom;
  /** The last entry handed to the line; counts only while not live (the room's head does while live). */
  #cursor: number;
  #isLive = false;
  /** It was set elsewhere, and what tells so has not been sent yet. */
  #isHeld = false;
  /** How often it was set elsewhere. */
  #seats = 0;
  /** A notice went by while behind: the members are sent afresh when it has caught up. */
  hasMissed = false;
  /** One that the members do not tell of: see `takeMissed`. */
  hasMissedFact = false;
  /** Tells it of the room, in front of everything that is said there: for a line that lagged when the room was opened. */
  opening: (() => void) | undefined;

  constructor(
    identity: Identity,
    session: string,
    ear: Ear,
    room: PresenceRoom,
    cursor: number,
  ) {
    this.identity = identity;
    this.session = session;
    this.ear = ear;
    this.room = room;
    this.#cursor = cursor;
  }

  /** The last entry handed to the line. */
  get heard(): number {
    return this.#isLive ? this.room.head : this.#cursor;
  }

  /** Whether something about the room has changed of which it was not told, since this was asked last. */
  takeMissed(): boolean {
    const hasMissed = this.hasMissedFact;
    this.hasMissedFact = false;
    return hasMissed;
  }

  /** From now on it reads from the log, from what it was last sent. Whether it was live. */
  fallBehind(): boolean {
    if (!this.#isLive) return false;
    this.#isLive = false;
    this.#cursor = this.room.head;
    this.room.setLive(this, false);
    return true;
  }

  /** Starts over at another place in the log. Nothing is sent until it is let go on. */
  reseat(cursor: number): void {
    this.fallBehind();
    this.#cursor = cursor;
    this.#isHeld = true;
    this.#seats++;
  }

  /** What lets it go on from where it is now; without effect when it has been set elsewhere by then. */
  letGo(): () => void {
    const seats = this.#seats;
    return () => {
      if (seats === this.#seats) this.#isHeld = false;
    };
  }

  /**
   * Sends the next page of what it is behind. Whether it has caught up and is live from here on.
   * @throws ChatError `unavailable` when the log cannot be read; nothing was sent then.
   */
  async catchUp(): Promise<boolean> {
    const { room, ear } = this;
    if (!room.isPresent(this) || this.#isHeld) return true;
    this.opening?.();
    this.opening = undefined;
    if (this.#cursor < room.head && !(await this.#sendPage())) return false;
    if (this.#cursor < room.head) return false;
    if (this.hasMissed) {
      this.hasMissed = false;
      const frame = ear.encoder.encode(room.membersNotice(), room);
      if (frame !== null) ear.line.sendAlone(frame);
    }
    this.#isLive = true;
    room.setLive(this, true);
    return true;
  }

  /** A whole block where one begins, else what is left of one. Whether it was sent: this may be elsewhere by then. */
  async #sendPage(): Promise<boolean> {
    const { room, ear } = this;
    const at = this.#cursor;
    const rest = BLOCK - (at % BLOCK);
    if (rest === BLOCK && at + BLOCK <= room.head) {
      const block = await room.blocks.after(at);
      if (!this.#isAt(at)) return false;
      if (!block.update(room.recent)) {
        room.blocks.drop(at, block);
        return false;
      }
      // Whoever is spared some of it does not share its bytes.
      if (block.entries.some(({ entry }) => this.#isSpared(entry)))
        this.#sendEach(block.entries);
      else this.#send(at + BLOCK, block.frame(ear.encoder));
      return true;
    }
    // What is committed but not yet delivered to the room reaches everyone, this one too, by the tail.
    const limit = Math.min(rest, room.head - at);
    const held = room.recent.after(at, limit);
    if (held !== undefined) {
      this.#sendEach(held);
      return true;
    }
    const page = await room.read(at, limit);
    if (!this.#isAt(at) || !page.update(room.recent)) return false;
    this.#sendEach(page.entries);
    return true;
  }

  #sendEach(page: readonly Encoded[]): void {
    for (const encoded of page) {
      const { entry } = encoded;
      const isSpared = this.#isSpared(entry);
      this.#send(entry.seq, isSpared ? null : encoded.frame(this.ear.encoder));
    }
  }

  /**
   * An entry that was read back does not say which session it came from: then its author is taken for it. Not so where
   * many are one author: to hear one's own twice is better than not to hear the others.
   */
  #isSpared(entry: Entry): boolean {
    const { encoder } = this.ear;
    if (encoder.spares === undefined) return false;
    const isOwn =
      entry.origin === undefined
        ? entry.by === this.identity.id && this.identity.kind !== "anonymous"
        : entry.origin === this.session;
    return isOwn && encoder.spares(entry, this.room);
  }

  /** The world goes on during a read: it may have left, or started over elsewhere. */
  #isAt(cursor: number): boolean {
    return (
      this.room.isPresent(this) && !this.#isHeld && this.#cursor === cursor
    );
  }

  #send(seq: number, frame: Frame | null): void {
    if (frame !== null) this.ear.line.send(frame);
    this.#cursor = seq;
  }
}
