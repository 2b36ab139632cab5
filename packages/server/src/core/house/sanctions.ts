// Bans and mutes that hold. All are in memory, so that looking costs nothing where everything passes by.
import type { IdentityId, RoomId } from "../entries.ts";
import type { Room } from "../room/room.ts";
import { SanctionIndex, type Whom } from "./sanction-index.ts";
import { holderOf, SanctionPlaces } from "./sanction-places.ts";
import { bannedFrom, bannedHere, mutedHere } from "./sanction-texts.ts";
import type { Session } from "../session.ts";
import type { Sanction } from "../ports/house-store.ts";

/** Who comes, and from where. */
type Comer = Pick<Session, "identity" | "address">;

/** Where: only there what is known of him counts. */
type Where = Pick<Room, "id" | "title" | "masterId" | "here">;

/** Places that are taken. */
export interface Taken {
  /** Those that have given way, the oldest of whoever had most: they hold no more, and the store has them still. */
  readonly gone: readonly Sanction[];
  readonly release: () => void;
}

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

  /** Whether there is a place for all of them, without another's giving way; they are of one room, or of the whole chat. */
  hasPlaceFor(sanctions: readonly Sanction[]): boolean {
    const [first] = sanctions;
    if (first === undefined) return true;
    const more = this.#more(sanctions);
    if (this.#places.refusal(first, more) !== undefined) return false;
    this.#places.count(first, more);
    const isFree = this.#places.tooMany === 0;
    this.#places.count(first, -more);
    return isFree;
  }

  /**
   * Takes the places of those that are on their way to the store, until they are released: then those that it has kept are
   * added already. They are of one room, or of the whole chat. @throws ChatError `too_many`
   */
  takePlaces(sanctions: readonly Sanction[]): Taken {
    const [first] = sanctions;
    if (first === undefined) return { gone: [], release: () => {} };
    const more = this.#more(sanctions);
    const refusal = this.#places.refusal(first, more);
    if (refusal !== undefined) throw refusal;
    this.#places.count(first, more);
    const release = () => this.#places.count(first, -more);
    return { gone: this.#giveWay(), release };
  }

  #giveWay(): readonly Sanction[] {
    const gone: Sanction[] = [];
    for (let { tooMany } = this.#places; tooMany > 0; tooMany--) {
      const largest = this.#places.largestHolder();
      const [first, ...others] = [...this.#byId.values()].filter(
        (one) => holderOf(one) === largest,
      );
      // They are on their way to the store.
      if (largest === undefined || first === undefined) break;
      const oldest = others.reduce((a, b) => (b.at < a.at ? b : a), first);
      this.remove(oldest.id);
      gone.push(oldest);
    }
    return gone;
  }

  /** The one that holds and whose place this one would take. */
  former(sanction: Sanction): Sanction | undefined {
    const former = this.#indexes[sanction.kind].former(sanction);
    return former !== undefined && this.#holds(former) ? former : undefined;
  }

  /** In place of one of the same kind and room, and on the same. */
  add(sanction: Sanction): void {
    const index = this.#indexes[sanction.kind];
    const former = index.former(sanction);
    if (former !== undefined) this.remove(former.id);
    index.add(sanction);
    this.#byId.set(sanction.id, sanction);
    this.#places.count(sanction, 1);
  }

  remove(id: string): void {
    const sanction = this.#byId.get(id);
    if (sanction === undefined) return;
    this.#byId.delete(id);
    this.#places.count(sanction, -1);
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
    return this.#indexes.ban.on(who, { address }, this.#holds);
  }

  /** Whether a ban or a mute, of a room or of the whole chat, is on the guests at this address. */
  isOnGuestsAt(address: string): boolean {
    return Object.values(this.#indexes).some((index) =>
      index.isOnGuestsAt(address, this.#holds),
    );
  }

  /** Asked of everyone who begins a session. @throws ChatError `banned` */
  mustCome(who: Whom, address: string): void {
    const ban = this.banOf(who, address);
    if (ban !== undefined) throw bannedHere(ban);
  }

  /** The ban that keeps someone out of a room. `isKnown`: he has a role there that is kept. */
  banFrom(
    { identity, address }: Comer,
    room: Where,
    isKnown = false,
  ): Sanction | undefined {
    const hasRole = isKnown || hasRoleIn(room, identity.id);
    const place = { address, room: room.id, hasRole };
    return this.#indexes.ban.on(identity, place, this.#holds);
  }

  /**
   * Asked of everyone who enters a room; of one who is not in it by `mustComeInto` of may-come-into.ts, unless what is kept of
   * him was read. @throws ChatError `banned`
   */
  mustEnter(session: Comer, room: Where, isKnown = false): void {
    const ban = this.banFrom(session, room, isKnown);
    if (ban !== undefined) throw bannedFrom(room, ban);
  }

  /** The mute of someone in a room; without one, of the whole chat. */
  muteOf({ identity, address }: Comer, room?: Where): Sanction | undefined {
    const hasRole = room !== undefined && hasRoleIn(room, identity.id);
    const place = { address, room: room?.id, hasRole };
    return this.#indexes.mute.on(identity, place, this.#holds);
  }

  /** Asked of everyone who says something; without a room, where there is none yet. @throws ChatError `muted` */
  mustSpeak(session: Comer, room?: Where): void {
    const mute = (room && this.muteOf(session, room)) ?? this.muteOf(session);
    if (mute !== undefined) throw mutedHere(mute, room ?? { title: "" });
  }

  /** How many take nobody's place. */
  #more(sanctions: readonly Sanction[]): number {
    return sanctions.filter(
      (one) => this.#indexes[one.kind].former(one) === undefined,
    ).length;
  }
}

/** As far as it is known without the store: of its owner, and of whoever is in it. */
const hasRoleIn = (
  { masterId, here }: Pick<Room, "masterId" | "here">,
  id: IdentityId,
): boolean => masterId === id || here.get(id)?.role !== undefined;
