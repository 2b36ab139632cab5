// An identity that is in the chat now, with one or more sessions.
import type { IdentityId, PresenceKind, RoomId } from "./entries.ts";
import type { Limits } from "./limits.ts";
import { Order } from "./order.ts";
import type { Pace } from "./pace/pace.ts";
import type { MadeUnder, ServerRole } from "./ports/identity-store.ts";

/** `anonymous` is the one identity that everyone without a name shares. */
export type IdentityKind = "guest" | "account" | "anonymous";

export interface IdentityParts {
  readonly id: IdentityId;
  readonly kind: IdentityKind;
  readonly name: string;
  readonly role?: ServerRole | undefined;
  readonly under?: MadeUnder | undefined;
  /** Nothing of it is kept but what it says: it has no token, and cannot come back. */
  readonly isPassing: boolean;
}

export class Identity {
  readonly id: IdentityId;
  /** A guest becomes an account by `register`. */
  kind: IdentityKind;
  /** In the whole chat; changed by verbs only, as the store has it. */
  role: ServerRole | undefined;
  /** Set by `register`. */
  under: MadeUnder | undefined;
  readonly isPassing: boolean;
  readonly pace: Pace;
  /** What changes its name, and its place in rooms, goes one after the other, whichever session it comes from. */
  readonly changes = new Order();
  /** Of one of whom nothing is kept: the rooms that it may enter once, if they are closed. Others' are in the store. */
  readonly invitations = new Set<RoomId>();
  /** What it is called now; changed by `rename` only. */
  name: string;
  readonly #invitationsMost: number;
  /** Over all its sessions; see activity.ts. */
  presence: PresenceKind = "offline";

  constructor(parts: IdentityParts, limits: Limits, pace: Pace) {
    this.id = parts.id;
    this.kind = parts.kind;
    this.name = parts.name;
    this.role = parts.role;
    this.under = parts.under;
    this.isPassing = parts.isPassing;
    this.pace = pace;
    this.#invitationsMost = limits.invitations;
  }

  /** Whether the store has memberships of it, and what it has read. */
  get isKept(): boolean {
    return !this.isPassing && this.kind !== "anonymous";
  }

  /** For one of whom nothing is kept. Others invite, and cannot fill it up: of too many the first is let go. */
  invite(room: RoomId): void {
    this.invitations.add(room);
    const [oldest] = this.invitations;
    if (this.invitations.size > this.#invitationsMost && oldest !== undefined)
      this.invitations.delete(oldest);
  }
}
