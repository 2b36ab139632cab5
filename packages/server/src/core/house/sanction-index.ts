// The sanctions of one kind, by whom they are on: an identity, or those at an address.
import { addressKey } from "./address.ts";
import type { IdentityId, RoomId } from "../entries.ts";
import type { Sanction } from "../ports/house-store.ts";
import type { IdentityKind } from "../identity.ts";
import type { ServerRole } from "../ports/identity-store.ts";

/** Of the whole chat. */
const HOUSE = "";

/** Those on one identity or address, by the room. */
type ByRoom = Map<RoomId, Sanction>;

/** Whom one may be on. */
export interface Whom {
  readonly id: IdentityId;
  readonly kind: IdentityKind;
  /** In the whole chat. */
  readonly role?: ServerRole | undefined;
}

export class SanctionIndex {
  readonly #byIdentity = new Map<IdentityId, ByRoom>();
  readonly #byAddress = new Map<string, ByRoom>();

  add(sanction: Sanction): void {
    const [index, key] = this.#place(sanction);
    let byRoom = index.get(key);
    if (byRoom === undefined) index.set(key, (byRoom = new Map()));
    byRoom.set(sanction.room ?? HOUSE, sanction);
  }

  remove(sanction: Sanction): void {
    const [index, key] = this.#place(sanction);
    const byRoom = index.get(key);
    byRoom?.delete(sanction.room ?? HOUSE);
    if (byRoom?.size === 0) index.delete(key);
  }

  /** The one of the same room and person or address. */
  former(sanction: Sanction): Sanction | undefined {
    const [index, key] = this.#place(sanction);
    return index.get(key)?.get(sanction.room ?? HOUSE);
  }

  /** One that holds, of a room, or of the whole chat without one. */
  on(
    who: Whom,
    address: string,
    room: RoomId | undefined,
    holds: (sanction: Sanction) => boolean,
  ): Sanction | undefined {
    const place = room ?? HOUSE;
    const own = this.#byIdentity.get(who.id)?.get(place);
    if (own !== undefined && holds(own)) return own;
    // Whoever has a role in the whole chat is not meant by where he comes from.
    if (this.#byAddress.size === 0 || who.role !== undefined) return undefined;
    const there = this.#byAddress.get(addressKey(address))?.get(place);
    return there !== undefined && isFor(there, who.kind) && holds(there)
      ? there
      : undefined;
  }

  #place({
    identity,
    address = "",
  }: Sanction): readonly [Map<string, ByRoom>, string] {
    return identity === undefined
      ? [this.#byAddress, address]
      : [this.#byIdentity, identity];
  }
}

/** One of an address that came with a guest's has his name, and is for those without an account. */
const isFor = ({ name }: Sanction, kind: IdentityKind): boolean =>
  name === "" || kind !== "account";
