// The contract of entries that change the room's record: topics and titles.
import { expect, test } from "vitest";
import { codeOf } from "../../support/chat.ts";
import {
  ann,
  bob,
  makeRoom,
  newRoom,
  openedOnce,
  readAll,
  said,
  textOf,
  titled,
  topic,
  type Open,
} from "./world.ts";

export function topics(open: Open): void {
  const it = openedOnce(open);

  test("a topic is the room's from its entry on, until there is another or none", async () => {
    const store = it();
    const room = await newRoom(store);
    const other = await newRoom(store);
    const now = async (id = room) => (await store.rooms.byId(id))?.topic;
    expect(await now()).toBe("");
    for (const text of ["cakes", "bread", ""]) {
      await store.log.append(room, topic(ann, text));
      expect(await now()).toBe(text);
    }
    await store.log.append(room, topic(bob, "jam"));
    expect(await now(other)).toBe("");
    const all = await readAll(store, room);
    expect(all.map((entry) => [entry.kind, textOf(entry)])).toEqual([
      ["topic", "cakes"],
      ["topic", "bread"],
      ["topic", ""],
      ["topic", "jam"],
    ]);
  });

  test("a room has its new title from its entry on, and the old one is free", async () => {
    const store = it();
    const room = await makeRoom(store, "Old Hall");
    const { entry } = await store.log.append(room, titled(ann, "New Hall"));
    expect(entry).toMatchObject({ kind: "titled", seq: 1, text: "New Hall" });
    const record = await store.rooms.byFolded("new hall");
    expect(record).toMatchObject({ id: room, title: "New Hall" });
    expect(await store.rooms.byFolded("old hall")).toBeUndefined();
    expect(await makeRoom(store, "Old Hall")).not.toBe(room);
    // The same folded: it is the room's own.
    await store.log.append(room, titled(ann, "NEW hall"));
    expect((await store.rooms.byId(room))?.title).toBe("NEW hall");
  });

  test("a title that another room has is refused, and nothing is changed", async () => {
    const store = it();
    const room = await makeRoom(store, "Attic");
    const other = await makeRoom(store, "Barn");
    await store.log.append(other, said(bob, "hi"));
    const [before, code, after] = await Promise.all([
      store.log.append(room, said(ann, "before")),
      codeOf(store.log.append(room, { ...titled(ann, "BARN"), key: "k1" })),
      store.log.append(room, said(ann, "after")),
    ]);
    expect(code).toBe("room_exists");
    expect([before?.entry.seq, after?.entry.seq]).toEqual([1, 2]);
    expect((await store.rooms.byFolded("barn"))?.id).toBe(other);
    expect((await store.rooms.byFolded("attic"))?.title).toBe("Attic");
    expect(await store.log.find(room, ann, "k1")).toBeUndefined();
  });
}
