// The contract of what the live form of an entry has beside what is kept.
import { expect, test } from "vitest";
import {
  ann,
  follow,
  newRoom,
  openedOnce,
  said,
  startOf,
  textOf,
  turns,
  type Open,
} from "./world.ts";

export function live(open: Open): void {
  const it = openedOnce(open);

  test("an entry's author and the tails get all of its live form, whoever reads it later does not", async () => {
    const store = it();
    const room = await newRoom(store);
    const start = await startOf(store, room);
    const tail = follow(store, room, start, 2);
    await turns();
    const live = {
      extra: { dialect: "webchat", value: "red" },
      origin: "session000000000",
      byAccount: true,
    };
    const draft = { ...said(ann, "hi", "k1"), ...live };
    const { entry } = await store.log.append(room, draft);
    expect(entry).toEqual({ room, seq: 1, at: entry.at, ...draft });
    await store.log.append(room, said(ann, "plain"));
    await tail.enough;
    expect(tail.heard[0]).toEqual(entry);
    expect(tail.heard[1]).toMatchObject({
      text: "plain",
      extra: undefined,
      origin: undefined,
      byAccount: undefined,
    });

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
      origin: `session ${value}`,
      byAccount: true,
    });
    const [first, again] = await Promise.all([
      store.log.append(room, draft("red")),
      store.log.append(room, draft("blue")),
    ]);
    expect(again.repeated).toBe(true);
    expect(again.entry).toEqual({
      ...said(ann, "hi", "k1"),
      room,
      seq: 1,
      at: first.entry.at,
    });
    await store.log.append(room, said(ann, "the end"));
    await tail.enough;
    expect(tail.heard.map(textOf)).toEqual(["hi", "the end"]);
    expect(tail.heard[0]?.extra?.value).toBe("red");
  });
}
