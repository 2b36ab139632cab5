// The house and its order: who is let in, what the owner has set, and who did what to whom.
import { Acts } from "./acts.ts";
import { Arrivals } from "./arrivals.ts";
import { AuditPlaces } from "./audit-places.ts";
import { ChatError } from "../errors.ts";
import { newToken } from "../ids.ts";
import type { IdentityParts } from "../identity.ts";
import type { Room } from "../room/room.ts";
import { guestsLocked } from "./sanction-texts.ts";
import { Sanctions } from "./sanctions.ts";
import type { AuditRecord, HouseRules } from "../ports/house-store.ts";
import type { ServerRole } from "../ports/identity-store.ts";
import type { Store } from "../ports/store.ts";

/** Who did what to whom; the store numbers it. */
export type Act = Pick<AuditRecord, "by" | "act"> &
  Partial<Pick<AuditRecord, "whom" | "note">> & {
    readonly room?: Pick<Room, "id" | "kind"> | undefined;
    /** Also while the room is not private yet. */
    readonly isPrivate?: boolean;
  };

const NOTE_UNITS = 500;

export class House {
  readonly sanctions: Sanctions;
  readonly acts = new Acts();
  readonly arrivals = new Arrivals();
  readonly places = new AuditPlaces();
  /** As the store has them; changed by `rules` only. */
  rules: HouseRules;
  /** The one-time secret that makes an account the owner; undefined from the moment there is one. */
  ownerLink: string | undefined;
  readonly #store: Store;
  readonly #now: () => number;

  private constructor(
    store: Store,
    now: () => number,
    kept: {
      readonly sanctions: Sanctions;
      readonly rules: HouseRules;
      readonly hasOwner: boolean;
    },
  ) {
    this.#store = store;
    this.#now = now;
    this.sanctions = kept.sanctions;
    this.rules = kept.rules;
    this.ownerLink = kept.hasOwner ? undefined : newToken();
  }

  /** @throws ChatError `unavailable` */
  static async open(store: Store, now: () => number): Promise<House> {
    const [sanctions, rules, hasOwner] = await Promise.all([
      store.house.sanctions(),
      store.house.rules(),
      store.identities.hasOwner(),
    ]);
    return new House(store, now, {
      sanctions: new Sanctions(now, sanctions),
      rules,
      hasOwner,
    });
  }

  /** Asked of everyone who begins a session, whichever way and door he comes. @throws ChatError `locked`, `banned` */
  mustCome(
    who: Pick<IdentityParts, "id" | "kind" | "role">,
    address: string,
  ): void {
    this.sanctions.mustCome(who, address);
    if (who.kind !== "account" && this.rules.guests === "locked")
      throw new ChatError("locked", guestsLocked);
  }

  /**
   * Asked of everyone who makes an account. The first owner to be is never refused, nor are admins, who make accounts for
   * others. @throws ChatError `locked`
   */
  mustRegister(by?: { readonly role: ServerRole | undefined }): void {
    if (this.rules.registration === "open" || this.ownerLink !== undefined)
      return;
    if (by?.role === "owner" || by?.role === "admin") return;
    const orElse = this.rules.guests === "open" ? ", or come as a guest" : "";
    throw new ChatError(
      "locked",
      `No new accounts are made for now. Ask an admin for one${orElse}.`,
    );
  }

  /** To be called in the same turn as the act's own call of the store, so that both are kept together. */
  audit({ by, act, room, whom, note = "", isPrivate }: Act): Promise<void> {
    const { id, name } = by;
    return this.#store.house.audit({
      at: this.#now(),
      by: { id, name },
      act,
      room: room?.id,
      wasPrivate: isPrivate ?? room?.kind === "private",
      whom: whom && { id: whom.id, name: whom.name },
      note: note.slice(0, NOTE_UNITS).toWellFormed(),
    });
  }

  /** Forgets bans and mutes whose time is over. @throws ChatError `unavailable` */
  async sweep(): Promise<void> {
    if (this.sanctions.sweep())
      await this.#store.house.removeSanctionsBefore(this.#now());
  }
}
