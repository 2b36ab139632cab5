// Bans, mutes, house rules, the audit and resets in memory.
import { ChatError } from "../../core/errors.ts";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type {
  AuditRecord,
  HouseRules,
  HouseStore,
  Sanction,
} from "../../core/ports/house-store.ts";
import { mostSanctions } from "../bounds.ts";
import { notKept, sanctionsFull } from "../refusals.ts";
import type { MemoryAudit } from "./audit.ts";
import type { Gate } from "./gate.ts";

interface Reset {
  readonly identity: IdentityId;
  readonly until: number;
}

/** Also ends every token of the account. */
type SetPassword = (id: IdentityId, passwordHash: string) => void;

const hashKey = (hash: Uint8Array): string => Buffer.from(hash).toString("hex");

/** The same for two of which one takes the place of the other. */
function targetKey({ kind, room, identity, address, name }: Sanction): string {
  const isNameless = name === "";
  return JSON.stringify([kind, room, identity, address, isNameless]);
}

export class MemoryHouse implements HouseStore {
  readonly #gate: Gate;
  readonly #setPassword: SetPassword;
  readonly #sanctions = new Map<string, Sanction>();
  /** The ids of all, by their targets. */
  readonly #targets = new Map<string, string>();
  readonly #audit: MemoryAudit;
  readonly #resets = new Map<string, Reset>();
  #rules: HouseRules = { registration: "open", guests: "open" };

  constructor(gate: Gate, setPassword: SetPassword, audit: MemoryAudit) {
    this.#gate = gate;
    this.#setPassword = setPassword;
    this.#audit = audit;
  }

  async sanctions(): Promise<readonly Sanction[]> {
    this.#gate.read();
    return [...this.#sanctions.values()];
  }

  async addSanction(sanction: Sanction): Promise<void> {
    this.#gate.write();
    const { id } = sanction;
    const target = targetKey(sanction);
    const former = this.#targets.get(target);
    if (former === undefined && this.#sanctions.size >= mostSanctions)
      throw new ChatError("too_many", sanctionsFull);
    if (former !== id && this.#sanctions.has(id))
      throw new ChatError("unavailable", notKept);
    if (former !== undefined) this.#sanctions.delete(former);
    this.#targets.set(target, id);
    this.#sanctions.set(id, sanction);
  }

  async removeSanction(id: string): Promise<boolean> {
    this.#gate.write();
    return this.#remove(id);
  }

  async removeSanctionsBefore(now: number): Promise<void> {
    this.#gate.write();
    for (const { id, until = Infinity } of this.#sanctions.values())
      if (until <= now) this.#remove(id);
  }

  /** Takes the bans and mutes of a room that went. */
  forgetRoom(room: RoomId): void {
    for (const sanction of this.#sanctions.values())
      if (sanction.room === room) this.#remove(sanction.id);
  }

  #remove(id: string): boolean {
    const sanction = this.#sanctions.get(id);
    if (sanction === undefined) return false;
    this.#targets.delete(targetKey(sanction));
    return this.#sanctions.delete(id);
  }

  async rules(): Promise<HouseRules> {
    this.#gate.read();
    return this.#rules;
  }

  async setRules(rules: HouseRules): Promise<void> {
    this.#gate.write();
    this.#rules = rules;
  }

  async audit(record: Omit<AuditRecord, "n">): Promise<void> {
    this.#gate.write();
    this.#audit.add(record);
  }

  async auditPage(
    before: number,
    limit: number,
    room?: RoomId,
  ): Promise<readonly AuditRecord[]> {
    this.#gate.read();
    return this.#audit.page(before, limit, room);
  }

  async addReset(
    hash: Uint8Array,
    identity: IdentityId,
    until: number,
  ): Promise<void> {
    this.#gate.write();
    this.#endReset(identity);
    this.#resets.set(hashKey(hash), { identity, until });
  }

  async removeReset(identity: IdentityId): Promise<void> {
    this.#gate.write();
    this.#endReset(identity);
  }

  #endReset(identity: IdentityId): void {
    for (const [key, reset] of this.#resets)
      if (reset.identity === identity) this.#resets.delete(key);
  }

  async resetOf(
    hash: Uint8Array,
    now: number,
  ): Promise<IdentityId | undefined> {
    this.#gate.read();
    const reset = this.#resets.get(hashKey(hash));
    return reset && reset.until > now ? reset.identity : undefined;
  }

  async useReset(
    hash: Uint8Array,
    now: number,
    passwordHash: string,
  ): Promise<IdentityId | undefined> {
    this.#gate.write();
    const key = hashKey(hash);
    const reset = this.#resets.get(key);
    if (reset === undefined || reset.until <= now) return undefined;
    this.#resets.delete(key);
    this.#setPassword(reset.identity, passwordHash);
    return reset.identity;
  }
}
