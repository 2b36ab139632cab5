// The memory store: everything in this process, gone with it. For trying out and for tests.
import type { Draft, Entry, IdentityId, RoomId } from "../../core/entries.ts";
import { newIdentityId } from "../../core/ids.ts";
import type { RoomLog } from "../../core/log.ts";
import type {
  IdentityRecord,
  IdentityStore,
  RoomRecord,
  RoomStore,
  Store,
} from "../../core/store.ts";
import { noSuchRoom, storeClosed } from "../refusals.ts";
import type { StoreOptions } from "../registry.ts";
import { Tails } from "../tails.ts";

interface Kept {
  readonly record: RoomRecord;
  readonly epoch: string;
  readonly entries: Entry[];
  /** By author and key. */
  readonly keys: Map<string, Entry>;
  readonly members: Set<IdentityId>;
}

interface Guest {
  record: IdentityRecord;
  token: string;
  seen: number;
  hasSpoken: boolean;
}

export async function openMemory(
  _rest: string,
  options: StoreOptions,
): Promise<Store> {
  const rooms = new Map<RoomId, Kept>();
  const guests = new Map<IdentityId, Guest>();
  let isClosed = false;
  const must = (id: RoomId): Kept => {
    if (isClosed) throw storeClosed();
    const kept = rooms.get(id);
    if (kept === undefined) throw noSuchRoom();
    return kept;
  };

  const log: RoomLog = {
    async append(room, draft) {
      const kept = must(room);
      const key = keyOf(draft.by, draft.key);
      const first = key === undefined ? undefined : kept.keys.get(key);
      if (first !== undefined) return { entry: first, repeated: true };
      const entry = next(kept, draft);
      kept.entries.push(entry);
      if (key !== undefined) kept.keys.set(key, entry);
      const guest = guests.get(draft.by);
      if (guest !== undefined) guest.hasSpoken = true;
      options.observer.committed(0, 1, true);
      tails.committed(entry);
      return { entry, repeated: false };
    },
    async read(room, from, limit) {
      const { epoch, entries } = must(room);
      if (from.epoch !== epoch || from.seq > entries.length || from.seq < 0)
        return "reset";
      return entries.slice(from.seq, from.seq + limit);
    },
    async page(room, before, limit) {
      const { entries } = must(room);
      const end = Math.max(0, Math.min(before - 1, entries.length));
      return entries.slice(Math.max(0, end - limit), end);
    },
    async find(room, by, key) {
      return must(room).keys.get(`${by} ${key}`);
    },
    async state(room) {
      const { epoch, entries } = must(room);
      return { epoch, head: entries.length, first: 1 };
    },
    tail: (room, from, each) => tails.open(room, from, each),
  };
  const tails = new Tails({ read: log.read, settled: () => Promise.resolve() });

  const removeIfUnused = (id: RoomId): boolean => {
    const kept = rooms.get(id);
    if (kept === undefined || kept.entries.length > 0 || kept.members.size > 0)
      return false;
    return rooms.delete(id);
  };
  const byFolded = (folded: string): RoomRecord | undefined =>
    [...rooms.values()].find(({ record }) => record.folded === folded)?.record;

  const roomStore: RoomStore = {
    byId: async (id) => rooms.get(id)?.record,
    byFolded: async (folded) => byFolded(folded),
    async create(record) {
      if (isClosed) throw storeClosed();
      const holder = byFolded(record.folded);
      if (holder !== undefined) return { room: holder, made: false };
      rooms.set(record.id, {
        record,
        epoch: newIdentityId(),
        entries: [],
        keys: new Map(),
        members: new Set(),
      });
      return { room: record, made: true };
    },
    async list(after, limit) {
      const records = [...rooms.values()]
        .map(({ record }) => record)
        .filter(({ folded }) => folded > after);
      return records
        .sort((a, b) => (a.folded < b.folded ? -1 : 1))
        .slice(0, limit);
    },
    removeIfUnused: async (id) => removeIfUnused(id),
    async addMember(room, identity) {
      const { members } = must(room);
      const isNew = !members.has(identity);
      members.add(identity);
      return isNew;
    },
    removeMember: async (room, identity) =>
      rooms.get(room)?.members.delete(identity) ?? false,
    isMember: async (room, identity) =>
      rooms.get(room)?.members.has(identity) ?? false,
    async roomsOf(identity, limit) {
      const ids = [...rooms.values()]
        .filter(({ members }) => members.has(identity))
        .map(({ record }) => record.id);
      return ids.slice(0, limit);
    },
  };

  const identities: IdentityStore = {
    async createGuest(record, tokenHash, at) {
      if (isClosed) throw storeClosed();
      guests.set(record.id, {
        record,
        token: text(tokenHash),
        seen: at,
        hasSpoken: false,
      });
    },
    async byToken(tokenHash) {
      const token = text(tokenHash);
      for (const guest of guests.values())
        if (guest.token === token) return guest.record;
      return undefined;
    },
    byId: async (id) => guests.get(id)?.record,
    async rename(id, name) {
      const guest = guests.get(id);
      if (guest !== undefined) guest.record = { ...guest.record, name };
    },
    async seen(ids, at) {
      for (const id of ids) {
        const guest = guests.get(id);
        if (guest !== undefined) guest.seen = at;
      }
    },
    async forgetGuests(silentBefore, spokenBefore, here, openRooms) {
      const old = [...guests.values()]
        .filter(
          ({ record, seen, hasSpoken }) =>
            !here.has(record.id) &&
            seen < (hasSpoken ? spokenBefore : silentBefore),
        )
        .slice(0, 1_000);
      for (const { record } of old) {
        guests.delete(record.id);
        for (const [id, { members }] of rooms)
          if (members.delete(record.id) && !openRooms.has(id))
            removeIfUnused(id);
      }
      return old.length;
    },
  };

  return {
    log,
    rooms: roomStore,
    identities,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      tails.closeAll();
    },
  };
}

function next(kept: Kept, draft: Draft): Entry {
  const at = Math.max(Date.now(), kept.entries.at(-1)?.at ?? 0);
  return { ...draft, room: kept.record.id, seq: kept.entries.length + 1, at };
}

function keyOf(by: IdentityId, key: string | undefined): string | undefined {
  return key === undefined ? undefined : `${by} ${key}`;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
