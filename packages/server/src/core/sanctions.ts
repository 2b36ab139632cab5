// Bans and mutes that hold. All are in memory, so that looking costs nothing where everything passes by.
import { addressKey } from "./address.ts";
import type { IdentityId, RoomId } from "./entries.ts";
import type { IdentityKind } from "./identity.ts";
import type { Room } from "./room.ts";
import { SanctionPlaces } from "./sanction-places.ts";
import { bannedFrom, bannedHere, mutedHere } from "./sanction-texts.ts";
import type { Session } from "./session.ts";
import type { Sanction } from "./house-store.ts";
import type { ServerRole } from "./identity-store.ts";

/** Of the whole chat. */
const HOUSE = "";

/** Those on one identity or address, by the room. */
type ByRoom = Map<RoomId, Sanction>;

export class Sanctions {
  readonly #now: () => number;
  readonly #byId = new Map<string, Sanction>();
  readonly #bans = new Map<IdentityId, ByRoom>();
  readonly #mutes = new Map<IdentityId, ByRoom>();
  readonly #addressBans = new Map<string, ByRoom>();
  readonly #places = new SanctionPlaces();

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
    const former = this.#former(sanction);
    if (former !== undefined) this.remove(former.id);
    const { index, key } = this.#place(sanction);
    let byRoom = index.get(key);
    if (byRoom === undefined) index.set(key, (byRoom = new Map()));
    byRoom.set(sanction.room ?? HOUSE, sanction);
    this.#byId.set(sanction.id, sanction);
    this.#places.count(sanction.room, 1);
  }

  remove(id: string): void {
    const sanction = this.#byId.get(id);
    if (sanction === undefined) return;
    this.#byId.delete(id);
    this.#places.count(sanction.room, -1);
    const { index, key } = this.#place(sanction);
    const byRoom = index.get(key);
    byRoom?.delete(sanction.room ?? HOUSE);
    if (byRoom?.size === 0) index.delete(key);
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

  /** The ban that keeps someone out of the whole chat. */
  banOf(
    who: {
      readonly id: IdentityId;
      readonly kind: IdentityKind;
      readonly role?: ServerRole | undefined;
    },
    address: string,
  ): Sanction | undefined {
    return (
      this.#held(this.#bans.get(who.id), HOUSE) ??
      this.#atAddress(who, address, HOUSE)
    );
  }

  /** Asked of everyone who begins a session. @throws ChatError `banned` */
  mustCome(who: Parameters<Sanctions["banOf"]>[0], address: string): void {
    const ban = this.banOf(who, address);
    if (ban !== undefined) throw bannedHere(ban);
  }

  /** The ban that keeps someone out of a room. */
  banFrom({ identity, address }: Session, room: Room): Sanction | undefined {
    return (
      this.#held(this.#bans.get(identity.id), room.id) ??
      this.#atAddress(identity, address, room.id)
    );
  }

  /** Asked of everyone who enters a room. @throws ChatError `banned` */
  mustEnter(session: Session, room: Room): void {
    const ban = this.banFrom(session, room);
    if (ban !== undefined) throw bannedFrom(room, ban);
  }

  /** Asked of everyone who says something; without a room, where there is none yet. @throws ChatError `muted` */
  mustSpeak({ identity }: Session, room?: Room): void {
    const mutes = this.#mutes.get(identity.id);
    if (mutes === undefined) return;
    const mute =
      this.#held(mutes, room?.id ?? HOUSE) ?? this.#held(mutes, HOUSE);
    if (mute !== undefined) throw mutedHere(mute, room ?? { title: "" });
  }

  /** Whoever has a role in the whole chat is not kept out by where he comes from. */
  #atAddress(
    { kind, role }: Parameters<Sanctions["banOf"]>[0],
    address: string,
    room: RoomId,
  ): Sanction | undefined {
    if (this.#addressBans.size === 0 || role !== undefined) return undefined;
    const byRoom = this.#addressBans.get(addressKey(address));
    const ban = this.#held(byRoom, room);
    return ban !== undefined && isFor(ban, kind) ? ban : undefined;
  }

  /** Of which room, and how many take nobody's place. */
  #wanted(
    sanctions: readonly Sanction[],
  ): [room: RoomId | undefined, more: number] {
    const added = sanctions.filter((one) => this.#former(one) === undefined);
    return [sanctions[0]?.room, added.length];
  }

  #former(sanction: Sanction): Sanction | undefined {
    const { index, key } = this.#place(sanction);
    return index.get(key)?.get(sanction.room ?? HOUSE);
  }

  #held(byRoom: ByRoom | undefined, room: RoomId): Sanction | undefined {
    const sanction = byRoom?.get(room);
    return sanction !== undefined && this.#holds(sanction)
      ? sanction
      : undefined;
  }

  #holds({ until }: Sanction): boolean {
    return until === undefined || until > this.#now();
  }

  #place({ kind, identity, address }: Sanction): {
    readonly index: Map<string, ByRoom>;
    readonly key: string;
  } {
    if (kind === "mute") return { index: this.#mutes, key: identity ?? "" };
    return identity === undefined
      ? { index: this.#addressBans, key: address ?? "" }
      : { index: this.#bans, key: identity };
  }
}

/** A ban of an address that came with the ban of a guest has his name, and is for those without an account. */
const isFor = ({ name }: Sanction, kind: IdentityKind): boolean =>
  name === "" || kind !== "account";
