// The sanctions of one kind, by whom they are on: an identity, everyone at an address, or the guests there.
import { addressKey } from "./address.ts";
import type { IdentityId, RoomId } from "../entries.ts";
import type { Sanction } from "../ports/house-store.ts";
import type { IdentityKind } from "../identity.ts";
import type { MadeUnder, ServerRole } from "../ports/identity-store.ts";

/** Of the whole chat. */
const HOUSE = "";

/** Those on one identity or address, by the room. */
type ByRoom = Map<RoomId, Sanction>;
type Index = Map<string, ByRoom>;

/** Whom one may be on. */
export interface Whom {
  readonly id: IdentityId;
  readonly kind: IdentityKind;
  /** In the whole chat. */
  readonly role?: ServerRole | undefined;
  readonly under?: MadeUnder | undefined;
}

/** Where, and what is known of him there. */
export interface Place {
  /** As it is connected from. */
  readonly address: string;
  /** The whole chat without one. */
  readonly room?: RoomId | undefined;
  /** He is the room's owner, or has a role there. */
  readonly hasRole?: boolean;
}

/** One of an address that came with what is on a guest there: it is on the guests there. */
export const isCompanion = ({
  identity,
  name,
}: Pick<Sanction, "identity" | "name">): boolean =>
  identity === undefined && name !== "";

export class SanctionIndex {
  readonly #byIdentity: Index = new Map();
  readonly #byAddress: Index = new Map();
  /** The companions, by their addresses. */
  readonly #ofGuests: Index = new Map();

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

  /** The one of the same room, and on the same. */
  former(sanction: Sanction): Sanction | undefined {
    const [index, key] = this.#place(sanction);
    return index.get(key)?.get(sanction.room ?? HOUSE);
  }

  /** One that holds, of a room, or of the whole chat without one. */
  on(
    who: Whom,
    { address, room = HOUSE, hasRole = false }: Place,
    holds: (sanction: Sanction) => boolean,
  ): Sanction | undefined {
    const own = this.#byIdentity.get(who.id)?.get(room);
    if (own !== undefined && holds(own)) return own;
    // Whoever has a role in the whole chat is not meant by where he comes from.
    if (who.role !== undefined) return undefined;
    if (this.#byAddress.size > 0) {
      const there = this.#byAddress.get(addressKey(address))?.get(room);
      if (there !== undefined && holds(there)) return there;
    }
    if (this.#ofGuests.size === 0 || hasRole) return undefined;
    const there = this.#onGuestsFor(who, address)?.get(room);
    return there !== undefined && isFor(there, who) && holds(there)
      ? there
      : undefined;
  }

  /** Whether one that holds is on the guests there, in any room. */
  isOnGuestsAt(
    address: string,
    holds: (sanction: Sanction) => boolean,
  ): boolean {
    const there = this.#ofGuests.get(addressKey(address));
    return there !== undefined && [...there.values()].some(holds);
  }

  /** An account stays where it was made, wherever it comes from. */
  #onGuestsFor({ kind, under }: Whom, address: string): ByRoom | undefined {
    if (kind !== "account") return this.#ofGuests.get(addressKey(address));
    return under && this.#ofGuests.get(under.address);
  }

  #place({ identity, address = "", name }: Sanction): readonly [Index, string] {
    if (identity !== undefined) return [this.#byIdentity, identity];
    return [name === "" ? this.#byAddress : this.#ofGuests, address];
  }
}

/** Of accounts those are meant that were made since. */
const isFor = ({ at }: Sanction, { kind, under }: Whom): boolean =>
  kind !== "account" || (under !== undefined && under.at >= at);
