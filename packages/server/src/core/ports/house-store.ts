// The port of what a store remembers of order in the house. All writes are durable when they resolve.
// Every method throws ChatError `unavailable` when the store cannot do it; then nothing was changed.
import type { IdentityId, Person, RoomId } from "../entries.ts";

/** A ban keeps someone out, a mute keeps him from saying anything; of one room, or of the whole chat without one. */
export interface Sanction {
  /** 16 characters of a-z0-9. */
  readonly id: string;
  readonly kind: "ban" | "mute";
  readonly room: RoomId | undefined;
  /** The account whose room it was then, `-` for a guest's; undefined for nobody's, and for the whole chat. */
  readonly owner?: IdentityId | undefined;
  /** Of whom: an identity, or everyone at an address (as addressKey() gives it). One of the two. */
  readonly identity: IdentityId | undefined;
  readonly address: string | undefined;
  /** What he was called then; "" for an address. One of an address with a name came with what is on a guest there. */
  readonly name: string;
  readonly by: Person;
  /** "" when none was given; at most 200 characters. */
  readonly reason: string;
  readonly at: number;
  /** Milliseconds since 1970; undefined: for good. */
  readonly until: number | undefined;
}

/** What the owner or an admin has set for the whole chat. */
export interface HouseRules {
  /** `closed`: nobody makes an account. */
  readonly registration: "open" | "closed";
  /** `locked`: only accounts enter. */
  readonly guests: "open" | "locked";
}

/** Who did what to whom. */
export interface AuditRecord {
  /** 1, 2, 3 … given by the store. */
  readonly n: number;
  readonly at: number;
  readonly by: Person;
  /** The verb, or what it did: `kick`, `ban`, `role` … At most 32 characters. */
  readonly act: string;
  readonly room: RoomId | undefined;
  /** The room was private then. */
  readonly wasPrivate: boolean;
  readonly whom: Person | undefined;
  /** What else there is to know, for people; at most 500 characters. Never the text of a message, never a secret. */
  readonly note: string;
}

/** What keeps order in the house is kept here. */
export interface HouseStore {
  /** All of them; at most 10,000. */
  sanctions(): Promise<readonly Sanction[]>;
  /**
   * Takes the place of one of the same kind, room, identity and address; of an address, those with a name and those without
   * are apart. @throws ChatError `too_many` beyond 10,000
   */
  addSanction(sanction: Sanction): Promise<void>;
  /** Whether there was one. */
  removeSanction(id: string): Promise<boolean>;
  /** Removes those whose time is over. */
  removeSanctionsBefore(now: number): Promise<void>;
  rules(): Promise<HouseRules>;
  setRules(rules: HouseRules): Promise<void>;
  /**
   * Of more than 1,000 of one room the oldest go, and of more than some 50,000 of the whole chat. Of more than 50,000 of all
   * rooms the oldest goes of the room that has most, of the owner who has most: an account, and one for all rooms that had
   * none when it was done. So whatever is done in someone's rooms, what was done in another's stays.
   */
  audit(record: Omit<AuditRecord, "n">): Promise<void>;
  /** The newest below `before` (exclusive), the newest first, at most `limit`; of one room, if it is given. */
  auditPage(
    before: number,
    limit: number,
    room?: RoomId,
  ): Promise<readonly AuditRecord[]>;
  /** Keeps the SHA-256 of a one-time link that lets an account have another password, in place of an older one. */
  addReset(
    hash: Uint8Array,
    identity: IdentityId,
    until: number,
  ): Promise<void>;
  /** The identity's link, if there is one, serves no more. */
  removeReset(identity: IdentityId): Promise<void>;
  /** Whose it is; undefined when it serves nobody at `now`. It is not used up. */
  resetOf(hash: Uint8Array, now: number): Promise<IdentityId | undefined>;
  /**
   * Uses it up: the account has this password then, and no token. All of it or nothing, and for one of two who do so at
   * once. Whose it was; undefined when it serves nobody at `now`: then nothing was changed.
   */
  useReset(
    hash: Uint8Array,
    now: number,
    passwordHash: string,
  ): Promise<IdentityId | undefined>;
}
