// The contract of the log: order, seqs, pages, reads, keys, epochs.
import { expect, test } from "vitest";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  cat,
  makeRoom,
  newRoom,
  openedOnce,
  said,
  sayMany,
  seqsOf,
  startOf,
  textOf,
  type Open,
} from "./world.ts";

export function log(open: Open): void {
  const it = openedOnce(open);

  test("an entry comes back as it was appended, from everywhere", async () => {
    const store = it();
    const room = await newRoom(store);
    const text = "ü 😀\n\u0000 <b>";
    const { entry, repeated } = await store.log.append(
      room,
      said(ann, text, "k1"),
    );
    expect(repeated).toBe(false);
    expect(entry).toEqual({
      room,
      seq: 1,
      at: entry.at,
      ...said(ann, text, "k1"),
    });
    const start = await startOf(store, room);
    expect(await store.log.read(room, start, 10)).toEqual([entry]);
    expect(await store.log.page(room, Infinity, 10)).toEqual([entry]);
    expect(await store.log.find(room, ann, "k1")).toEqual(entry);
  });

  test("appends of many authors to many rooms at once keep the order of the calls in each, without a gap", async () => {
    const store = it();
    const rooms = await Promise.all(upTo(3).map(() => newRoom(store)));
    const asked: Promise<{ room: string; text: string; seq: number }>[] = [];
    for (const n of upTo(300)) {
      const room = rooms[n % rooms.length] ?? "";
      const by = [ann, bob, cat][(n >> 2) % 3] ?? ann;
      asked.push(
        store.log
          .append(room, said(by, String(n), n % 2 === 0 ? `k${n}` : undefined))
          .then(({ entry }) => ({ room, text: textOf(entry), seq: entry.seq })),
      );
      if (n % 50 === 0) await new Promise(setImmediate);
    }
    const appended = await Promise.all(asked);
    for (const room of rooms) {
      const here = appended.filter((one) => one.room === room);
      expect(here.map(({ seq }) => seq)).toEqual(upTo(100));
      const kept = await store.log.read(room, await startOf(store, room), 200);
      expect(kept).not.toBe("reset");
      if (kept === "reset") continue;
      expect(kept.map(textOf)).toEqual(here.map(({ text }) => text));
      const times = kept.map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  test("a page ends below what it is asked for, oldest first", async () => {
    const store = it();
    const room = await newRoom(store);
    const page = async (before: number, limit: number) =>
      seqsOf(await store.log.page(room, before, limit));
    expect(await page(Infinity, 10)).toEqual([]);
    expect(await page(1, 10)).toEqual([]);
    await sayMany(store, room, 30);
    expect(await page(Infinity, 3)).toEqual([28, 29, 30]);
    expect(await page(30, 3)).toEqual([27, 28, 29]);
    expect(await page(31, 3)).toEqual([28, 29, 30]);
    expect(await page(1_000, 3)).toEqual([28, 29, 30]);
    expect(await page(2, 10)).toEqual([1]);
    expect(await page(1, 10)).toEqual([]);
    expect(await page(0, 10)).toEqual([]);
    expect(await page(-5, 10)).toEqual([]);
    expect(await page(5, 1_000)).toEqual([1, 2, 3, 4]);
    expect(await page(Infinity, 1_000)).toEqual(upTo(30));
  });

  test("a read begins after its cursor and is empty at the head", async () => {
    const store = it();
    const room = await newRoom(store);
    const { epoch } = await startOf(store, room);
    const read = async (seq: number, limit: number) =>
      seqsOf(await store.log.read(room, { epoch, seq }, limit));
    expect(await read(0, 10)).toEqual([]);
    await sayMany(store, room, 30);
    expect(await read(0, 3)).toEqual([1, 2, 3]);
    expect(await read(27, 3)).toEqual([28, 29, 30]);
    expect(await read(28, 1_000)).toEqual([29, 30]);
    expect(await read(30, 10)).toEqual([]);
    expect(await read(0, 1_000)).toEqual(upTo(30));
  });

  test("a cursor beyond the head, below the first or of another epoch is answered reset", async () => {
    const store = it();
    const room = await newRoom(store);
    const other = await newRoom(store);
    const { epoch } = await startOf(store, room);
    const read = (seq: number, of = epoch) =>
      store.log.read(room, { epoch: of, seq }, 10);
    expect(await read(1)).toBe("reset");
    await sayMany(store, room, 3);
    expect(await read(4)).toBe("reset");
    expect(await read(Infinity)).toBe("reset");
    expect(await read(-1)).toBe("reset");
    expect(await read(0, "")).toBe("reset");
    expect(await read(0, (await startOf(store, other)).epoch)).toBe("reset");
  });

  test("reads and pages hold at most 1,000 entries, and none for a limit below 1", async () => {
    const store = it();
    const room = await newRoom(store);
    await sayMany(store, room, 1_010);
    const start = await startOf(store, room);
    for (const [limit, most] of [
      [2_000, 1_000],
      [Infinity, 1_000],
      [0, 0],
      [-1, 0],
    ] as const) {
      expect(await store.log.read(room, start, limit)).toHaveLength(most);
      expect(await store.log.page(room, Infinity, limit)).toHaveLength(most);
    }
  });

  test("the state tells the epoch, the head and the first entry that is left", async () => {
    const store = it();
    const room = await newRoom(store);
    const { epoch } = await store.log.state(room);
    expect(epoch).toMatch(/./);
    expect(await store.log.state(room)).toEqual({ epoch, head: 0, first: 1 });
    await sayMany(store, room, 5);
    expect(await store.log.state(room)).toEqual({ epoch, head: 5, first: 1 });
  });

  test("a repeated key is answered with the first entry and appends nothing", async () => {
    const store = it();
    const room = await newRoom(store);
    const together = await Promise.all(
      ["first", "second", "third"].map((text) =>
        store.log.append(room, said(ann, text, "k1")),
      ),
    );
    const first = together[0]?.entry;
    expect(first).toMatchObject({ seq: 1, text: "first" });
    expect(together.map(({ repeated }) => repeated)).toEqual([
      false,
      true,
      true,
    ]);
    for (const { entry } of together) expect(entry).toEqual(first);
    await sayMany(store, room, 2, bob);
    expect(await store.log.append(room, said(ann, "later", "k1"))).toEqual({
      entry: first,
      repeated: true,
    });
    expect((await store.log.state(room)).head).toBe(3);
    expect((await sayMany(store, room, 1))[0]?.seq).toBe(4);
  });

  test("a key belongs to its author and its room", async () => {
    const store = it();
    const room = await newRoom(store);
    const other = await newRoom(store);
    const ways = await Promise.all([
      store.log.append(room, said(ann, "ann's", "k1")),
      store.log.append(room, said(bob, "bob's", "k1")),
      store.log.append(other, said(ann, "elsewhere", "k1")),
      store.log.append(room, said(ann, "without")),
      store.log.append(room, said(ann, "without")),
    ]);
    expect(ways.map(({ repeated }) => repeated)).toEqual(ways.map(() => false));
    expect(ways.map(({ entry }) => entry.seq)).toEqual([1, 2, 1, 3, 4]);
    const found = await store.log.find(room, bob, "k1");
    expect(textOf(found)).toBe("bob's");
    expect(await store.log.find(room, cat, "k1")).toBeUndefined();
    expect(await store.log.find(room, ann, "k2")).toBeUndefined();
    expect(await store.log.find("~nowhere000", ann, "k1")).toBeUndefined();
  });

  test("each room's life has an epoch of its own", async () => {
    const store = it();
    const epochs = new Set<string>();
    for (const title of ["kitchen", "garden"]) {
      const room = await makeRoom(store, title);
      epochs.add((await store.log.state(room)).epoch);
      await store.rooms.removeIfUnused(room);
      const again = await makeRoom(store, title);
      epochs.add((await store.log.state(again)).epoch);
    }
    expect(epochs.size).toBe(4);
  });

  test("a room that is not there has no log", async () => {
    const store = it();
    const room = await newRoom(store);
    const start = await startOf(store, room);
    await store.rooms.removeIfUnused(room);
    for (const id of [room, "~nowhere000"]) {
      expect(await codeOf(store.log.append(id, said(ann, "hi")))).toBe(
        "no_such_room",
      );
      expect(await codeOf(store.log.read(id, start, 1))).toBe("no_such_room");
      expect(await codeOf(store.log.page(id, 1, 1))).toBe("no_such_room");
      expect(await codeOf(store.log.state(id))).toBe("no_such_room");
    }
  });

  test("a refused append takes nobody with it", async () => {
    const store = it();
    const room = await newRoom(store);
    const asked = [room, "~nowhere000", room].map((id) =>
      store.log.append(id, said(ann, "hi")),
    );
    const ends = await Promise.allSettled(asked);
    expect(ends.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect((await store.log.state(room)).head).toBe(2);
  });
}
