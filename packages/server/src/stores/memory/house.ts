// Bans, mutes, house rules, the audit and resets in memory.
import { ChatError } from "../../core/errors.ts";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type {
  AuditRecord,
  HouseRules,
  HouseStore,
  Sanction,
} from "../../core/ports/house-store.ts";
import { mostAudited, mostSanctions } from "../bounds.ts";
import { notKept, sanctionsFull } from "../refusals.ts";
import type { Gate } from "./gate.ts";

interface Reset {
  readonly identity: IdentityId;
  readonly until: number;
}

/** Also ends every token of the account. */
type SetPassword = (id: IdentityId, passwordHash: string) => void;

const hashKey = (hash: Uint8Array): string => Buffer.from(hash).toString("hex");

/** The same for two of which one takes the place of the other. */
const targetKey = ({ kind, room, identity, address }: Sanction): string =>
  JSON.stringify([kind, room, identity, address]);

export class MemoryHouse implements HouseStore {
  readonly #gate: Gate;
  readonly #setPassword: SetPassword;
  readonly #sanctions = new Map<string, Sanction>();
  /** The ids of all, by their targets. */
  readonly #targets = new Map<string, string>();
  readonly #audited: AuditRecord[] = [];
  /** Of the newest record. */
  #number = 0;
  /** How many are of the whole chat, and how many of each room. */
  #inChat = 0;
  readonly #inRoom = new Map<RoomId, number>();
  readonly #resets = new Map<string, Reset>();
  #rules: HouseRules = { registration: "open", guests: "open" };

  constructor(gate: Gate, setPassword: SetPassword) {
    this.#gate = gate;
    this.#setPassword = setPassword;
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
    const { room } = record;
    this.#audited.push({ ...record, n: ++this.#number });
    this.#count(room, 1);
    if (room === undefined) {
      if (this.#inChat > mostAudited.ofChat)
        this.#forget((one) => one.room === undefined);
      return;
    }
    if ((this.#inRoom.get(room) ?? 0) > mostAudited.ofRoom)
      this.#forget((one) => one.room === room);
    if (this.#audited.length - this.#inChat > mostAudited.ofRooms)
      this.#forget((one) => one.room !== undefined);
  }

  /** The oldest of these goes. */
  #forget(isOne: (record: AuditRecord) => boolean): void {
    const [gone] = this.#audited.splice(this.#audited.findIndex(isOne), 1);
    if (gone !== undefined) this.#count(gone.room, -1);
  }

  #count(room: RoomId | undefined, more: number): void {
    if (room === undefined) this.#inChat += more;
    else {
      const now = (this.#inRoom.get(room) ?? 0) + more;
      if (now === 0) this.#inRoom.delete(room);
      else this.#inRoom.set(room, now);
    }
  }

  async auditPage(
    before: number,
    limit: number,
    room?: RoomId,
  ): Promise<readonly AuditRecord[]> {
    this.#gate.read();
    const page: AuditRecord[] = [];
    for (let i = this.#audited.length - 1; i >= 0; i--) {
      const record = this.#audited[i];
      if (page.length >= limit || record === undefined) break;
      const isOfRoom = room === undefined || record.room === room;
      if (record.n < before && isOfRoom) page.push(record);
    }
    return page;
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
