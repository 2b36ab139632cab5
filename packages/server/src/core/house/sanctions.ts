// Bans and mutes that hold. All are in memory, so that looking costs nothing where everything passes by.
import type { RoomId } from "../entries.ts";
import type { Room } from "../room/room.ts";
import { SanctionIndex, type Whom } from "./sanction-index.ts";
import { SanctionPlaces } from "./sanction-places.ts";
import { bannedFrom, bannedHere, mutedHere } from "./sanction-texts.ts";
import type { Session } from "../session.ts";
import type { Sanction } from "../ports/house-store.ts";

/** Who comes, and from where. */
type Comer = Pick<Session, "identity" | "address">;

export class Sanctions {
  readonly #now: () => number;
  readonly #byId = new Map<string, Sanction>();
  readonly #indexes = { ban: new SanctionIndex(), mute: new SanctionIndex() };
  readonly #places = new SanctionPlaces();
  readonly #holds = ({ until }: Sanction): boolean =>
    until === undefined || until > this.#now();

  constructor(now: () => number, kept: readonly Sanction[] = []) {
    this.#now = now;
    for (const sanction of kept) this.add(sanction);
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Sanction | undefined {
    return this.#byId.get(id);
  }

  /** Whether there is a place for all of them; they are of one room, or of the whole chat. */
  hasPlaceFor(sanctions: readonly Sanction[]): boolean {
    const [room, more] = this.#wanted(sanctions);
    return this.#places.refusal(room, more) === undefined;
  }

  /**
   * Takes the places of those that are on their way to the store, until what it returns is called: then those that it has
   * kept are added already. They are of one room, or of the whole chat. @throws ChatError `too_many`
   */
  takePlaces(sanctions: readonly Sanction[]): () => void {
    const [room, more] = this.#wanted(sanctions);
    const refusal = this.#places.refusal(room, more);
    if (refusal !== undefined) throw refusal;
    this.#places.count(room, more);
    return () => this.#places.count(room, -more);
  }

  /** In place of one of the same kind, room and person or address. */
  add(sanction: Sanction): void {
    const index = this.#indexes[sanction.kind];
    const former = index.former(sanction);
    if (former !== undefined) this.remove(former.id);
    index.add(sanction);
    this.#byId.set(sanction.id, sanction);
    this.#places.count(sanction.room, 1);
  }

  remove(id: string): void {
    const sanction = this.#byId.get(id);
    if (sanction === undefined) return;
    this.#byId.delete(id);
    this.#places.count(sanction.room, -1);
    this.#indexes[sanction.kind].remove(sanction);
  }

  /** Those of a room that is gone. */
  forgetRoom(room: RoomId): void {
    for (const sanction of this.#byId.values())
      if (sanction.room === room) this.remove(sanction.id);
  }

  /** Forgets those whose time is over. Whether there were any. */
  sweep(): boolean {
    const before = this.size;
    for (const sanction of this.#byId.values())
      if (!this.#holds(sanction)) this.remove(sanction.id);
    return this.size < before;
  }

  /** Those that hold, of a room or of the whole chat, the newest first. */
  list(room: RoomId | undefined): readonly Sanction[] {
    return [...this.#byId.values()]
      .filter((sanction) => sanction.room === room && this.#holds(sanction))
      .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
  }

  /** It, and those that were made with it: a guest's, and those of the guests at his addresses. */
  ofOneAct(sanction: Sanction): readonly Sanction[] {
    const { kind, room, by, at, name } = sanction;
    if (name === "") return [sanction];
    return [...this.#byId.values()].filter(
      (one) =>
        one.kind === kind &&
        one.room === room &&
        one.by.id === by.id &&
        one.at === at &&
        one.name === name,
    );
  }

  /** The ban that keeps someone out of the whole chat. */
  banOf(who: Whom, address: string): Sanction | undefined {
    return this.#indexes.ban.on(who, address, undefined, this.#holds);
  }

  /** Asked of everyone who begins a session. @throws ChatError `banned` */
  mustCome(who: Whom, address: string): void {
    const ban = this.banOf(who, address);
    if (ban !== undefined) throw bannedHere(ban);
  }

  /** The ban that keeps someone out of a room. */
  banFrom({ identity, address }: Comer, { id }: Room): Sanction | undefined {
    return this.#indexes.ban.on(identity, address, id, this.#holds);
  }

  /** Asked of everyone who enters a room. @throws ChatError `banned` */
  mustEnter(session: Comer, room: Room): void {
    const ban = this.banFrom(session, room);
    if (ban !== undefined) throw bannedFrom(room, ban);
  }

  /** The mute of someone in a room; without one, of the whole chat. */
  muteOf({ identity, address }: Comer, room?: RoomId): Sanction | undefined {
    return this.#indexes.mute.on(identity, address, room, this.#holds);
  }

  /** Asked of everyone who says something; without a room, where there is none yet. @throws ChatError `muted` */
  mustSpeak(session: Comer, room?: Room): void {
    const mute =
      (room && this.muteOf(session, room.id)) ?? this.muteOf(session);
    if (mute !== undefined) throw mutedHere(mute, room ?? { title: "" });
  }

  /** Of which room, and how many take nobody's place. */
  #wanted(
    sanctions: readonly Sanction[],
  ): [room: RoomId | undefined, more: number] {
    const added = sanctions.filter(
      (one) => this.#indexes[one.kind].former(one) === undefined,
    );
    return [sanctions[0]?.room, added.length];
  }
}
