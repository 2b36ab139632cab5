// The port of what a store remembers of guests, accounts and their tokens. All writes are durable when they resolve.
// Every method throws ChatError `unavailable` when the store cannot do it; then nothing was changed.
import type { IdentityId, RoomId } from "../entries.ts";

/** What someone may do in the whole chat. Only accounts have one. */
export type ServerRole = "owner" | "admin" | "moderator";

export interface IdentityRecord {
  readonly id: IdentityId;
  readonly kind: "guest" | "account";
  readonly name: string;
  readonly role?: ServerRole | undefined;
  readonly under?: MadeUnder | undefined;
}

/** Of an account that was made while a ban or a mute was on the guests at an address, from there. */
export interface MadeUnder {
  /** As addressKey() gives it. */
  readonly address: string;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
}

export interface AccountRecord extends IdentityRecord {
  readonly kind: "account";
  /** An argon2id hash in PHC form. */
  readonly passwordHash: string;
}

/** What a token may be used for. */
export const scopes = ["read", "write", "moderate", "account"] as const;
export type Scope = (typeof scopes)[number];

/** What is kept of a token beside its hash. */
export interface TokenFacts {
  /** What its owner calls it; "" for one that a hello gave. At most 64 characters. */
  readonly label: string;
  /** Undefined: everything. */
  readonly scopes: readonly Scope[] | undefined;
  /** Where it was given out: the door's dialect, and the address. */
  readonly door: string;
  readonly address: string;
  /** Milliseconds since 1970; undefined: until it is taken back. */
  readonly until: number | undefined;
}

export interface TokenRecord extends TokenFacts {
  /** Tells it from others and is no secret: see tokenIdOf in ids.ts. */
  readonly id: string;
  /** When it was given out. */
  readonly at: number;
}

/** Whom a token belongs to, and what it may. */
export interface ByToken {
  readonly identity: IdentityRecord;
  readonly token: TokenRecord;
}

export interface IdentityStore {
  /** Keeps a new guest and the SHA-256 of its token. */
  createGuest(
    guest: IdentityRecord,
    tokenHash: Uint8Array,
    at: number,
    facts?: TokenFacts,
  ): Promise<void>;
  /**
   * Keeps a new account, unless another account's name is compared alike. Whether it did. With the id of a guest he
   * becomes the account: his rooms, tokens and entries stay his.
   */
  createAccount(
    account: {
      readonly id: IdentityId;
      readonly name: string;
      /** The readings of the name (see names.ts): the first, and the other if there is one. */
      readonly folded: string;
      readonly alike?: string | undefined;
      readonly passwordHash: string;
      /** The address of `MadeUnder`; `at` is its time. */
      readonly underAddress?: string | undefined;
    },
    at: number,
  ): Promise<boolean>;
  /** By either reading of its name. */
  accountByFolded(folded: string): Promise<AccountRecord | undefined>;
  /** Also takes every token of the account but `kept`. */
  setPassword(
    id: IdentityId,
    passwordHash: string,
    kept: Uint8Array | undefined,
  ): Promise<void>;
  setRole(id: IdentityId, role: ServerRole | undefined): Promise<void>;
  /** Makes an account the owner, unless there is one. Whether it did. */
  makeFirstOwner(id: IdentityId): Promise<boolean>;
  hasOwner(): Promise<boolean>;
  /**
   * One more token of an identity. Those past their time go; of more than 50 the oldest goes, of those with a label only
   * when all others have one.
   */
  addToken(
    id: IdentityId,
    tokenHash: Uint8Array,
    at: number,
    facts?: TokenFacts,
  ): Promise<void>;
  /** Whether there was one. */
  removeToken(tokenHash: Uint8Array): Promise<boolean>;
  /** Whether the identity had one with this id. */
  removeTokenById(id: IdentityId, token: string): Promise<boolean>;
  /** Those of an identity, the newest first, also those past their time; at most 50, as there are. */
  tokensOf(id: IdentityId): Promise<readonly TokenRecord[]>;
  /** Undefined also when it is past its time. */
  byToken(tokenHash: Uint8Array, now: number): Promise<ByToken | undefined>;
  byId(id: IdentityId): Promise<IdentityRecord | undefined>;
  rename(id: IdentityId, name: string): Promise<void>;
  /** What a dialect keeps for an account: "" when nothing. */
  preferences(id: IdentityId, dialect: string): Promise<string>;
  setPreferences(id: IdentityId, dialect: string, text: string): Promise<void>;
  /** Notes that these were here at that time (milliseconds since 1970). */
  seen(ids: readonly IdentityId[], at: number): Promise<void>;
  /**
   * Forgets guests, with their tokens and memberships: those without an entry last seen before `silentBefore`, the
   * others before `spokenBefore`. At most 1,000 in a call, never one in `here`. How many. Rooms that are left
   * without entry and member are removed with them, never one in `openRooms`.
   */
  forgetGuests(
    silentBefore: number,
    spokenBefore: number,
    here: ReadonlySet<IdentityId>,
    openRooms: ReadonlySet<RoomId>,
  ): Promise<number>;
}
