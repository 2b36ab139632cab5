// The contract of tails: every entry after a cursor, once, in order, behind its author's acknowledgement.
import { expect, test } from "vitest";
import { upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  follow,
  newRoom,
  openedOnce,
  said,
  sayMany,
  seqsOf,
  startOf,
  turns,
  type Open,
} from "./world.ts";

export function tails(open: Open): void {
  const it = openedOnce(open);

  test("a tail hears what is appended, as its author was told", async () => {
    const store = it();
    const room = await newRoom(store);
    const other = await newRoom(store);
    const { heard, enough } = follow(
      store,
      room,
      await startOf(store, room),
      5,
    );
    await sayMany(store, other, 3);
    const entries = await sayMany(store, room, 5);
    await enough;
    await turns();
    expect(heard).toEqual(entries);
  });

  test("a tail from below first hears what was there, in pages, then what comes", async () => {
    const store = it();
    const room = await newRoom(store);
    await sayMany(store, room, 2_100);
    const { epoch } = await startOf(store, room);
    const tail = follow(store, room, { epoch, seq: 50 }, 2_052);
    await sayMany(store, room, 2);
    await tail.enough;
    await turns();
    expect(seqsOf(tail.heard)).toEqual(upTo(2_102, 51));
  });

  test("a tail at the head hears nothing old", async () => {
    const store = it();
    const room = await newRoom(store);
    await sayMany(store, room, 3);
    const { epoch } = await startOf(store, room);
    const tail = follow(store, room, { epoch, seq: 3 }, 1);
    await turns();
    await sayMany(store, room, 1);
    await tail.enough;
    expect(seqsOf(tail.heard)).toEqual([4]);
  });

  test("a closed tail hears nothing more, also when it closes itself while hearing", async () => {
    const store = it();
    const room = await newRoom(store);
    const start = await startOf(store, room);
    await sayMany(store, room, 3);
    const heard: Record<string, number[]> = { old: [], live: [], closed: [] };
    // One closes in the middle of what was there, one in the middle of a commit, one before it has begun.
    const old = store.log.tail(room, start, ({ seq }) => {
      heard["old"]?.push(seq);
      if (seq === 2) old.close();
    });
    const live = store.log.tail(room, start, ({ seq }) => {
      heard["live"]?.push(seq);
      if (seq === 5) live.close();
    });
    store.log
      .tail(room, start, ({ seq }) => heard["closed"]?.push(seq))
      .close();
    const witness = follow(store, room, start, 8);
    await sayMany(store, room, 5);
    await witness.enough;
    await turns();
    old.close();
    expect(heard).toEqual({ old: [1, 2], live: upTo(5), closed: [] });
  });

  test("tails opened in the middle of full speed hear every entry once, in order", async () => {
    const store = it();
    const room = await newRoom(store);
    const start = await startOf(store, room);
    const total = 3_000;
    const ends: Promise<unknown>[] = [];
    const followers: { from: number; tail: ReturnType<typeof follow> }[] = [];
    let acknowledged = 0;
    let asked = 0;
    while (asked < total) {
      for (let n = 0; n < 50; n++) {
        asked++;
        const by = asked % 3 === 0 ? bob : ann;
        const appended = store.log.append(
          room,
          said(by, String(asked), `k${asked}`),
        );
        ends.push(
          appended.then(({ entry }) => {
            acknowledged = Math.max(acknowledged, entry.seq);
          }),
        );
      }
      await new Promise(setImmediate);
      if (asked % 150 === 0) {
        // By turns from the start, from the middle and from the newest that is known.
        const from =
          [0, acknowledged >> 1, acknowledged][followers.length % 3] ?? 0;
        const cursor = { ...start, seq: from };
        const tail = follow(store, room, cursor, total - from);
        followers.push({ from, tail });
      }
    }
    await Promise.all(ends);
    expect(followers).toHaveLength(20);
    for (const { from, tail } of followers) {
      await tail.enough;
      expect(seqsOf(tail.heard)).toEqual(upTo(total, from + 1));
    }
    await turns();
    for (const { from, tail } of followers)
      expect(tail.heard).toHaveLength(total - from);
  });

  test("an acknowledgement goes ahead of the delivery, for live tails and for those that catch up", async () => {
    const store = it();
    const room = await newRoom(store);
    const start = await startOf(store, room);
    const told = new Set<number>();
    const early: number[] = [];
    const listen = (seq: number) =>
      store.log.tail(room, { ...start, seq }, (entry) => {
        if (!told.has(entry.seq)) early.push(entry.seq);
      });
    listen(0);
    const ends: Promise<unknown>[] = [];
    for (const round of upTo(60)) {
      for (let n = 0; n < 10; n++)
        ends.push(
          store.log
            .append(room, said(ann, "hi"))
            .then(({ entry }) => told.add(entry.seq)),
        );
      listen(told.size).close();
      listen(round % 2 === 0 ? 0 : told.size);
      await turns(round % 4);
    }
    const witness = follow(store, room, start, 600);
    await Promise.all(ends);
    await witness.enough;
    await turns();
    expect(early).toEqual([]);
  });

  test("a tail in a quiet room catches up while others write without a pause", async () => {
    const store = it();
    const quiet = await newRoom(store);
    const busy = await newRoom(store);
    await sayMany(store, quiet, 3);
    const start = await startOf(store, quiet);
    let isOver = false;
    let underWay = 0;
    const done = (): void => void underWay--;
    // Every turn asks for more, so that there is always something waiting behind what is being committed.
    const writing = (async () => {
      while (!isOver || underWay > 0) {
        for (let n = 0; !isOver && n < 20 && underWay < 1_000; n++) {
          underWay++;
          void store.log.append(busy, said(bob, "hi")).finally(done);
        }
        await new Promise(setImmediate);
      }
    })();
    await turns();
    await follow(store, quiet, start, 3).enough;
    isOver = true;
    await writing;
  });

  test("a tail with a cursor of another life hears nothing", async () => {
    const store = it();
    const room = await newRoom(store);
    await sayMany(store, room, 2);
    const lost = follow(store, room, { epoch: "another", seq: 0 }, 1);
    const nowhere = follow(store, "~nowhere000", await startOf(store, room), 1);
    const witness = follow(store, room, await startOf(store, room), 3);
    await store.log.state(room);
    await turns();
    await sayMany(store, room, 1);
    await witness.enough;
    await turns();
    expect([...lost.heard, ...nowhere.heard]).toEqual([]);
  });
}
