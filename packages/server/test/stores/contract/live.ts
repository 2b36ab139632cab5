// The contract of what the live form of an entry has beside what is kept.
import { expect, test } from "vitest";
import {
  ann,
  follow,
  newRoom,
  openedOnce,
  said,
  startOf,
  turns,
  type Open,
} from "./world.ts";

export function live(open: Open): void {
  const it = openedOnce(open);

  test("an entry's author and the tails get its extra and its origin, whoever reads it later does not", async () => {
    const store = it();
    const room = await newRoom(store);
    const start = await startOf(store, room);
    const tail = follow(store, room, start, 2);
    await turns();
    // An origin is only compared: it need not be such that it can be copied.
    const origin = { close: () => {} };
    const extra = { dialect: "webchat", value: "red" };
    const draft = { ...said(ann, "hi", "k1"), extra, origin };
    const { entry } = await store.log.append(room, draft);
    expect(entry).toMatchObject({ seq: 1, text: "hi", extra });
    expect(entry.origin).toBe(origin);
    await store.log.append(room, said(ann, "plain"));
    await tail.enough;
    expect(tail.heard[0]).toEqual(entry);
    expect(tail.heard[0]?.origin).toBe(origin);
    expect(tail.heard[1]?.extra).toBeUndefined();
    expect(tail.heard[1]?.origin).toBeUndefined();

    const kept = { room, seq: 1, at: entry.at, ...said(ann, "hi", "k1") };
    expect(await store.log.read(room, start, 1)).toEqual([kept]);
    expect(await store.log.page(room, 2, 1)).toEqual([kept]);
    expect(await store.log.find(room, ann, "k1")).toEqual(kept);
    const late = follow(store, room, start, 2);
    await late.enough;
    expect(late.heard[0]).toEqual(kept);
  });

  test("a repeated key is answered with the first entry as it is kept, and no tail hears of it", async () => {
    const store = it();
    const room = await newRoom(store);
    const tail = follow(store, room, await startOf(store, room), 2);
    await turns();
    const draft = (value: string) => ({
      ...said(ann, "hi", "k1"),
      extra: { dialect: "webchat", value },
      origin: {},
    });
    const [first, again] = await Promise.all([
      store.log.append(room, draft("red")),
      store.log.append(room, draft("blue")),
    ]);
    expect(again.repeated).toBe(true);
    expect(again.entry).toEqual({
      ...first.entry,
      extra: undefined,
      origin: undefined,
    });
    await store.log.append(room, said(ann, "the end"));
    await tail.enough;
    expect(tail.heard.map(({ text }) => text)).toEqual(["hi", "the end"]);
    expect(tail.heard[0]?.extra?.value).toBe("red");
  });
}
