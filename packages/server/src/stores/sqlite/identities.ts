// Guests, accounts and what is kept of them, over the two lines.
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
import type { Reads, Writes } from "./calls.ts";
import type { Line } from "./line.ts";

export class SqliteIdentities implements IdentityStore {
  readonly #writing: Line<Writes>;
  readonly #reading: Line<Reads>;

  constructor(writing: Line<Writes>, reading: Line<Reads>) {
    this.#writing = writing;
    this.#reading = reading;
  }

  createGuest(
    guest: IdentityRecord,
    tokenHash: Uint8Array,
    at: number,
    facts?: TokenFacts,
  ): Promise<void> {
    const { id, name } = guest;
    return this.#writing.call("createGuest", id, name, tokenHash, at, facts);
  }

  createAccount(
    account: Parameters<IdentityStore["createAccount"]>[0],
    at: number,
  ): Promise<boolean> {
    return this.#writing.call("createAccount", account, at);
  }

  accountByFolded(folded: string): Promise<AccountRecord | undefined> {
    return this.#reading.call("accountByFolded", folded);
  }

  setPassword(
    id: IdentityId,
    passwordHash: string,
    kept: Uint8Array | undefined,
  ): Promise<void> {
    return this.#writing.call("setPassword", id, passwordHash, kept);
  }

  setRole(id: IdentityId, role: ServerRole | undefined): Promise<void> {
    return this.#writing.call("setRole", id, role);
  }

  makeFirstOwner(id: IdentityId): Promise<boolean> {
    return this.#writing.call("makeFirstOwner", id);
  }

  hasOwner(): Promise<boolean> {
    return this.#reading.call("hasOwner");
  }

  addToken(
    id: IdentityId,
    tokenHash: Uint8Array,
    at: number,
    facts?: TokenFacts,
  ): Promise<void> {
    return this.#writing.call("addToken", id, tokenHash, at, facts);
  }

  removeToken(tokenHash: Uint8Array): Promise<boolean> {
    return this.#writing.call("removeToken", tokenHash);
  }

  removeTokenById(id: IdentityId, token: string): Promise<boolean> {
    return this.#writing.call("removeTokenById", id, token);
  }

  tokensOf(id: IdentityId): Promise<readonly TokenRecord[]> {
    return this.#reading.call("tokensOf", id);
  }

  byToken(tokenHash: Uint8Array, now: number): Promise<ByToken | undefined> {
    return this.#reading.call("identityByToken", tokenHash, now);
  }

  byId(id: IdentityId): Promise<IdentityRecord | undefined> {
    return this.#reading.call("identityById", id);
  }

  rename(id: IdentityId, name: string): Promise<void> {
    return this.#writing.call("rename", id, name);
  }

  preferences(id: IdentityId, dialect: string): Promise<string> {
    return this.#reading.call("preferences", id, dialect);
  }

  setPreferences(id: IdentityId, dialect: string, text: string): Promise<void> {
    return this.#writing.call("setPreferences", id, dialect, text);
  }

  seen(ids: readonly IdentityId[], at: number): Promise<void> {
    return this.#writing.call("seen", ids, at);
  }

  forgetGuests(
    silentBefore: number,
    spokenBefore: number,
    here: ReadonlySet<IdentityId>,
    openRooms: ReadonlySet<RoomId>,
  ): Promise<number> {
    return this.#writing.call(
      "forgetGuests",
      silentBefore,
      spokenBefore,
      here,
      openRooms,
    );
  }
}
