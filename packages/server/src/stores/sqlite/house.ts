// Bans, mutes, house rules, the audit and resets over the two lines.
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type {
  AuditRecord,
  HouseRules,
  HouseStore,
  Sanction,
} from "../../core/ports/house-store.ts";
import type { Reads, Writes } from "./calls.ts";
import type { Line } from "./line.ts";

export class SqliteHouse implements HouseStore {
  readonly #writing: Line<Writes>;
  readonly #reading: Line<Reads>;

  constructor(writing: Line<Writes>, reading: Line<Reads>) {
    this.#writing = writing;
    this.#reading = reading;
  }

  sanctions(): Promise<readonly Sanction[]> {
    return this.#reading.call("sanctions");
  }

  addSanction(sanction: Sanction): Promise<void> {
    return this.#writing.call("addSanction", sanction);
  }

  removeSanction(id: string): Promise<boolean> {
    return this.#writing.call("removeSanction", id);
  }

  removeSanctionsBefore(now: number): Promise<void> {
    return this.#writing.call("removeSanctionsBefore", now);
  }

  rules(): Promise<HouseRules> {
    return this.#reading.call("rules");
  }

  setRules(rules: HouseRules): Promise<void> {
    return this.#writing.call("setRules", rules);
  }

  audit(record: Omit<AuditRecord, "n">): Promise<void> {
    return this.#writing.call("audit", record);
  }

  auditPage(
    before: number,
    limit: number,
    room?: RoomId,
  ): Promise<readonly AuditRecord[]> {
    return this.#reading.call("auditPage", before, limit, room);
  }

  addReset(
    hash: Uint8Array,
    identity: IdentityId,
    until: number,
  ): Promise<void> {
    return this.#writing.call("addReset", hash, identity, until);
  }

  removeReset(identity: IdentityId): Promise<void> {
    return this.#writing.call("removeReset", identity);
  }

  resetOf(hash: Uint8Array, now: number): Promise<IdentityId | undefined> {
    return this.#reading.call("resetOf", hash, now);
  }

  useReset(
    hash: Uint8Array,
    now: number,
    passwordHash: string,
  ): Promise<IdentityId | undefined> {
    return this.#writing.call("useReset", hash, now, passwordHash);
  }
}
