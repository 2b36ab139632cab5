// The audit in memory: who did what to whom, and which records go where there are too many. Used by the house.
import type { RoomId } from "../../core/entries.ts";
import type { AuditRecord } from "../../core/ports/house-store.ts";
import { mostAudited } from "../bounds.ts";

/** Of one room while it had one owner, the oldest first. */
interface Share {
  readonly owner: string;
  readonly room: RoomId;
  readonly records: Set<AuditRecord>;
  /** The number of the newest. */
  latest: number;
}

export class MemoryAudit {
  /** Whose a room is; "" for nobody's, and for guests': what a guest owns is anyone's. */
  readonly #ownerOf: (room: RoomId) => string;
  readonly #all = new Set<AuditRecord>();
  readonly #ofChat = new Set<AuditRecord>();
  readonly #shares = new Map<string, Share>();
  /** Of the newest record. */
  #number = 0;

  constructor(ownerOf: (room: RoomId) => string) {
    this.#ownerOf = ownerOf;
  }

  add(record: Omit<AuditRecord, "n">): void {
    const numbered = { ...record, n: ++this.#number };
    this.#all.add(numbered);
    const { room } = record;
    if (room === undefined) {
      this.#ofChat.add(numbered);
      if (this.#ofChat.size > mostAudited.ofChat) this.#trim(this.#ofChat);
      return;
    }
    const owner = this.#ownerOf(room);
    const key = JSON.stringify([owner, room]);
    const share = this.#shares.get(key) ?? {
      owner,
      room,
      records: new Set(),
      latest: 0,
    };
    this.#shares.set(key, share);
    share.records.add(numbered);
    share.latest = numbered.n;
    const there = [...this.#shares.values()].filter((one) => one.room === room);
    if (sizeOf(there) > mostAudited.ofRoom) this.#trim(oldestOf(there));
    if (this.#all.size - this.#ofChat.size > mostAudited.ofRooms)
      this.#trim(this.#largest());
  }

  /** The newest below `before`, the newest first. */
  page(before: number, limit: number, room?: RoomId): readonly AuditRecord[] {
    const isAsked = (record: AuditRecord): boolean =>
      record.n < before && (room === undefined || record.room === room);
    const found = [...this.#all].filter(isAsked).reverse();
    return found.slice(0, limit);
  }

  /** Of whoever has most, the room that has most; of several that are as many, the one silent for longest. */
  #largest(): Set<AuditRecord> {
    const shares = [...this.#shares.values()];
    const owners = [...Map.groupBy(shares, ({ owner }) => owner).values()];
    const [his = []] = owners.sort(
      (a, b) => sizeOf(b) - sizeOf(a) || latestOf(a) - latestOf(b),
    );
    const [most] = [...his].sort(
      (a, b) => b.records.size - a.records.size || a.latest - b.latest,
    );
    return most?.records ?? new Set();
  }

  /** The oldest of these goes. */
  #trim(records: Set<AuditRecord>): void {
    const [gone] = records;
    if (gone === undefined) return;
    records.delete(gone);
    this.#all.delete(gone);
    for (const [key, share] of this.#shares)
      if (share.records.size === 0) this.#shares.delete(key);
  }
}

const sizeOf = (shares: readonly Share[]): number =>
  shares.reduce((sum, { records }) => sum + records.size, 0);

const latestOf = (shares: readonly Share[]): number =>
  Math.max(...shares.map(({ latest }) => latest));

/** The one whose first record is the oldest. */
function oldestOf(shares: readonly Share[]): Set<AuditRecord> {
  const firstOf = ({ records }: Share): number =>
    records.values().next().value?.n ?? Infinity;
  const [oldest] = [...shares].sort((a, b) => firstOf(a) - firstOf(b));
  return oldest?.records ?? new Set();
}
