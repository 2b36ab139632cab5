// Guests, accounts and what is kept of them, in memory.
import { ChatError } from "../../core/errors.ts";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type {
  AccountRecord,
  ByToken,
  IdentityRecord,
  IdentityStore,
  ServerRole,
  TokenFacts,
  TokenRecord,
} from "../../core/ports/identity-store.ts";
import { mostForgotten } from "../bounds.ts";
import { notKept } from "../refusals.ts";
import type { Gate } from "./gate.ts";
import type { MemoryRooms } from "./rooms.ts";
import { MemoryTokens } from "./tokens.ts";

interface MemoryIdentity {
  record: IdentityRecord;
  /** Of an account only. */
  passwordHash: string | undefined;
  /** By dialect. */
  readonly preferences: Map<string, string>;
  seen: number;
  hasSpoken: boolean;
}

export class MemoryIdentities implements IdentityStore {
  readonly #rooms: MemoryRooms;
  readonly #gate: Gate;
  readonly #byId = new Map<IdentityId, MemoryIdentity>();
  readonly #accounts = new Map<string, MemoryIdentity>();
  readonly #tokens = new MemoryTokens();

  constructor(rooms: MemoryRooms, gate: Gate) {
    this.#rooms = rooms;
    this.#gate = gate;
  }

  /** Notes that the identity has made an entry. */
  spoke(id: IdentityId): void {
    const identity = this.#byId.get(id);
    if (identity !== undefined) identity.hasSpoken = true;
  }

  peek(id: IdentityId): IdentityRecord | undefined {
    return this.#byId.get(id)?.record;
  }

  /** The account with this name. */
  named(folded: string): IdentityId | undefined {
    return this.#accounts.get(folded)?.record.id;
  }

  async createGuest(
    guest: IdentityRecord,
    tokenHash: Uint8Array,
    at: number,
    facts?: TokenFacts,
  ): Promise<void> {
    this.#gate.write();
    const { id, name } = guest;
    if (this.#tokens.has(tokenHash))
      throw new ChatError("unavailable", notKept);
    this.#add({ id, kind: "guest", name }, undefined, at);
    this.#tokens.add(id, tokenHash, at, facts);
  }

  async createAccount(
    account: Parameters<IdentityStore["createAccount"]>[0],
    at: number,
  ): Promise<boolean> {
    this.#gate.write();
    const { id, name, folded, alike = folded, passwordHash } = account;
    const { underAddress: address } = account;
    const under = address === undefined ? undefined : { address, at };
    if (this.#accounts.has(folded) || this.#accounts.has(alike)) return false;
    const record = { id, kind: "account", name, under } as const;
    const guest = this.#byId.get(id);
    const isGuest = guest?.record.kind === "guest";
    const identity = isGuest ? guest : this.#add(record, passwordHash, at);
    identity.record = record;
    identity.passwordHash = passwordHash;
    this.#accounts.set(folded, identity);
    this.#accounts.set(alike, identity);
    return true;
  }

  #add(
    record: IdentityRecord,
    passwordHash: string | undefined,
    seen: number,
  ): MemoryIdentity {
    if (this.#byId.has(record.id)) throw new ChatError("unavailable", notKept);
    const preferences = new Map<string, string>();
    const hasSpoken = false;
    const identity = { record, passwordHash, preferences, seen, hasSpoken };
    this.#byId.set(record.id, identity);
    return identity;
  }

  async accountByFolded(folded: string): Promise<AccountRecord | undefined> {
    this.#gate.read();
    const account = this.#accounts.get(folded);
    if (account?.passwordHash === undefined) return undefined;
    const { record, passwordHash } = account;
    return { ...record, kind: "account", passwordHash };
  }

  async setPassword(
    id: IdentityId,
    passwordHash: string,
    kept: Uint8Array | undefined,
  ): Promise<void> {
    this.#gate.write();
    this.keepPassword(id, passwordHash, kept);
  }

  /** What `setPassword` does, as a part of another write. */
  keepPassword(id: IdentityId, passwordHash: string, kept?: Uint8Array): void {
    const account = this.#account(id);
    if (account === undefined) return;
    account.passwordHash = passwordHash;
    this.#tokens.removeAll(id, kept);
  }

  async setRole(id: IdentityId, role: ServerRole | undefined): Promise<void> {
    this.#gate.write();
    const account = this.#account(id);
    if (account !== undefined) account.record = { ...account.record, role };
  }

  async makeFirstOwner(id: IdentityId): Promise<boolean> {
    this.#gate.write();
    const account = this.#account(id);
    if (account === undefined || this.#hasOwner()) return false;
    account.record = { ...account.record, role: "owner" };
    return true;
  }

  async hasOwner(): Promise<boolean> {
    this.#gate.read();
    return this.#hasOwner();
  }

  #hasOwner(): boolean {
    return this.#byId.values().some(({ record }) => record.role === "owner");
  }

  #account(id: IdentityId): MemoryIdentity | undefined {
    const identity = this.#byId.get(id);
    return identity?.record.kind === "account" ? identity : undefined;
  }

  async addToken(
    id: IdentityId,
    tokenHash: Uint8Array,
    at: number,
    facts?: TokenFacts,
  ): Promise<void> {
    this.#gate.write();
    if (!this.#byId.has(id) || this.#tokens.has(tokenHash))
      throw new ChatError("unavailable", notKept);
    this.#tokens.add(id, tokenHash, at, facts);
  }

  async removeToken(tokenHash: Uint8Array): Promise<boolean> {
    this.#gate.write();
    return this.#tokens.remove(tokenHash);
  }

  async removeTokenById(id: IdentityId, token: string): Promise<boolean> {
    this.#gate.write();
    return this.#tokens.removeById(id, token);
  }

  async tokensOf(id: IdentityId): Promise<readonly TokenRecord[]> {
    this.#gate.read();
    return this.#tokens.of(id);
  }

  async byToken(
    tokenHash: Uint8Array,
    now: number,
  ): Promise<ByToken | undefined> {
    this.#gate.read();
    const held = this.#tokens.find(tokenHash, now);
    const identity = held && this.#byId.get(held.owner)?.record;
    return identity && { identity, token: held.record };
  }

  async byId(id: IdentityId): Promise<IdentityRecord | undefined> {
    this.#gate.read();
    return this.#byId.get(id)?.record;
  }

  async rename(id: IdentityId, name: string): Promise<void> {
    this.#gate.write();
    const identity = this.#byId.get(id);
    if (identity !== undefined) identity.record = { ...identity.record, name };
  }

  async preferences(id: IdentityId, dialect: string): Promise<string> {
    this.#gate.read();
    return this.#byId.get(id)?.preferences.get(dialect) ?? "";
  }

  async setPreferences(
    id: IdentityId,
    dialect: string,
    text: string,
  ): Promise<void> {
    this.#gate.write();
    this.#byId.get(id)?.preferences.set(dialect, text);
  }

  async seen(ids: readonly IdentityId[], at: number): Promise<void> {
    this.#gate.write();
    for (const id of ids) {
      const identity = this.#byId.get(id);
      if (identity !== undefined) identity.seen = Math.max(identity.seen, at);
    }
  }

  async forgetGuests(
    silentBefore: number,
    spokenBefore: number,
    here: ReadonlySet<IdentityId>,
    openRooms: ReadonlySet<RoomId>,
  ): Promise<number> {
    this.#gate.write();
    const gone = [...this.#byId.values()]
      .filter(
        ({ record, seen, hasSpoken }) =>
          record.kind === "guest" &&
          !here.has(record.id) &&
          seen < (hasSpoken ? spokenBefore : silentBefore),
      )
      .slice(0, mostForgotten);
    for (const { record } of gone) {
      this.#byId.delete(record.id);
      this.#tokens.removeAll(record.id);
      this.#rooms.forget(record.id, openRooms);
    }
    return gone.length;
  }
}
