// The log in memory: finds the room and its entries, and keeps what an entry means for others.
import type {
  Cursor,
  Draft,
  Entry,
  IdentityId,
  RoomId,
} from "../../core/entries.ts";
import type {
  Appended,
  LogState,
  Reactor,
  RoomLog,
  Tail,
  Version,
} from "../../core/ports/log.ts";
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
    const { entries } = this.#rooms.get(id);
    const first = entries.repeated(draft);
    if (first !== undefined) return { entry: first, repeated: true };
    // What may be refused comes before anything is changed.
    if (draft.kind === "titled")
      this.#rooms.retitle(id, draft.text, draft.folded);
    const kept = entries.append(draft);
    if (draft.kind === "said") this.#rooms.spokenIn(id);
    if (draft.kind === "topic") this.#rooms.setTopic(id, draft.text);
    this.#identities.spoke(draft.by);
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
    const { seq } = from;
    if (from.epoch !== epoch || seq < 0 || seq > entries.length) return "reset";
    return entries.between(seq, seq + atMost(limit, mostEntries));
  }

  async page(
    id: RoomId,
    before: number,
    limit: number,
    viewer?: IdentityId,
  ): Promise<readonly Entry[]> {
    this.#gate.read();
    const { entries } = this.#rooms.get(id);
    const last = Math.min(before - 1, entries.length);
    return entries
      .between(last - atMost(limit, mostEntries), last)
      .map((entry) => entries.withReactions(entry, viewer));
  }

  async at(id: RoomId, seq: number): Promise<Entry | undefined> {
    this.#gate.read();
    return this.#rooms.peek(id)?.entries.at(seq);
  }

  async versions(
    id: RoomId,
    seq: number,
    after: number,
    limit: number,
  ): Promise<readonly Version[]> {
    this.#gate.read();
    const all = this.#rooms.peek(id)?.entries.versions(seq) ?? [];
    return all
      .filter((version) => version.seq > after)
      .slice(0, atMost(limit, mostEntries));
  }

  async reactors(
    id: RoomId,
    of: number,
    after: number,
    limit: number,
  ): Promise<readonly Reactor[]> {
    this.#gate.read();
    const all = this.#rooms.peek(id)?.entries.reactors(of) ?? [];
    return all
      .filter(({ seq }) => seq > after)
      .slice(0, atMost(limit, mostEntries));
  }

  async find(
    id: RoomId,
    by: IdentityId,
    key: string,
  ): Promise<Entry | undefined> {
    this.#gate.read();
    return this.#rooms.peek(id)?.entries.byKey(by, key);
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
