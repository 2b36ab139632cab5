// An identity that is in the chat now, with one or more sessions.
import type { IdentityId } from "./entries.ts";
import type { Limits } from "./limits.ts";
import { Pace } from "./pace.ts";
import type { ServerRole } from "./store.ts";

/** `anonymous` is the one identity that everyone without a name shares. */
export type IdentityKind = "guest" | "account" | "anonymous";

export interface IdentityParts {
  readonly id: IdentityId;
  readonly kind: IdentityKind;
  readonly name: string;
  readonly role?: ServerRole | undefined;
  /** Nothing of it is kept but what it says: it has no token, and cannot come back. */
  readonly isPassing: boolean;
}

export class Identity {
  readonly id: IdentityId;
  /** A guest becomes an account by `register`. */
  kind: IdentityKind;
  readonly role: ServerRole | undefined;
  readonly isPassing: boolean;
  readonly pace: Pace;
  /** What it is called now; changed by `rename` only. */
  name: string;

  constructor(parts: IdentityParts, limits: Limits, now: number) {
    this.id = parts.id;
    this.kind = parts.kind;
    this.name = parts.name;
    this.role = parts.role;
    this.isPassing = parts.isPassing;
    this.pace = new Pace(limits, now);
  }
}
