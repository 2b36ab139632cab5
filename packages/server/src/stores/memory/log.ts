// The log in memory: entries in an array a room.
import type {
  Cursor,
  Draft,
  Entry,
  IdentityId,
  RoomId,
} from "../../core/entries.ts";
import type { Appended, LogState, RoomLog, Tail } from "../../core/log.ts";
import { atMost, mostEntries } from "../bounds.ts";
import { liveOf } from "../live.ts";
import type { Tails } from "../tails.ts";
import type { Gate } from "./gate.ts";
import type { MemoryIdentities } from "./identities.ts";
import type { MemoryRooms } from "./rooms.ts";

export class MemoryLog implements RoomLog {
  readonly #rooms: MemoryRooms;
  readonly #identities: MemoryIdentities;
  readonly #tails: Tails;
  readonly #gate: Gate;

  constructor(
    rooms: MemoryRooms,
    identities: MemoryIdentities,
    tails: Tails,
    gate: Gate,
  ) {
    this.#rooms = rooms;
    this.#identities = identities;
    this.#tails = tails;
    this.#gate = gate;
  }

  async append(id: RoomId, draft: Draft): Promise<Appended> {
    this.#gate.write();
    const { entries, keys } = this.#rooms.get(id);
    const key =
      draft.key === undefined ? undefined : keyOf(draft.by, draft.key);
    const first = key === undefined ? undefined : keys.get(key);
    if (first !== undefined) return { entry: first, repeated: true };
    const { kind, by, name, text } = draft;
    const seq = entries.length + 1;
    const at = Math.max(Date.now(), entries.at(-1)?.at ?? 0);
    const kept = { room: id, seq, at, kind, by, name, text, key: draft.key };
    entries.push(kept);
    if (key !== undefined) keys.set(key, kept);
    this.#identities.spoke(by);
    const entry = { ...kept, ...liveOf(draft) };
    this.#tails.committed(entry);
    return { entry, repeated: false };
  }

  async read(
    id: RoomId,
    from: Cursor,
    limit: number,
  ): Promise<readonly Entry[] | "reset"> {
    this.#gate.read();
    const { epoch, entries } = this.#rooms.get(id);
    if (from.epoch !== epoch || from.seq < 0 || from.seq > entries.length)
      return "reset";
    return entries.slice(from.seq, from.seq + atMost(limit, mostEntries));
  }

  async page(
    id: RoomId,
    before: number,
    limit: number,
  ): Promise<readonly Entry[]> {
    this.#gate.read();
    const { entries } = this.#rooms.get(id);
    const end = Math.max(0, Math.min(before - 1, entries.length));
    return entries.slice(Math.max(0, end - atMost(limit, mostEntries)), end);
  }

  async find(
    id: RoomId,
    by: IdentityId,
    key: string,
  ): Promise<Entry | undefined> {
    this.#gate.read();
    return this.#rooms.peek(id)?.keys.get(keyOf(by, key));
  }

  async state(id: RoomId): Promise<LogState> {
    this.#gate.read();
    const { epoch, entries } = this.#rooms.get(id);
    return { epoch, head: entries.length, first: 1 };
  }

  tail(id: RoomId, from: Cursor, each: (entry: Entry) => void): Tail {
    return this.#tails.open(id, from, each);
  }
}

function keyOf(by: IdentityId, key: string): string {
  return `${by}\n${key}`;
}
