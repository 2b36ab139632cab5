// The contract of reactions: given once by each, counted, listed, taken back, and gone with their message.
import { expect, test } from "vitest";
import type { Reaction, RoomId } from "../../../src/core/entries.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  cat,
  deleted,
  newRoom,
  openedOnce,
  reacted,
  said,
  type Open,
} from "./world.ts";

/** A room in which ann has said something. */
async function roomWithMessage(store: Store): Promise<RoomId> {
  const room = await newRoom(store);
  await store.log.append(room, said(ann, "hi"));
  return room;
}

/** Of the first entry, as the viewer sees them: `👍 2 mine`. */
async function reactionsOf(store: Store, room: RoomId, viewer?: string) {
  const [entry] = await store.log.page(room, 2, 1, viewer);
  const reactions: readonly Reaction[] =
    entry?.kind === "said" ? (entry.reactions ?? []) : [];
  return reactions.map(
    ({ reaction, count, isMine }) =>
      `${reaction} ${count}${isMine ? " mine" : ""}`,
  );
}

export function reactions(open: Open): void {
  const it = openedOnce(open);

  test("reactions are counted in the order in which they were first given, and the viewer's own are told", async () => {
    const store = it();
    const room = await roomWithMessage(store);
    const give = async (by: string, reaction: string, isOn = true) => {
      const draft = reacted(by, 1, reaction, isOn);
      const { entry } = await store.log.append(room, draft);
      return entry.kind === "reacted" ? entry.count : undefined;
    };
    expect(await reactionsOf(store, room)).toEqual([]);
    expect(await give(bob, "❤️")).toBe(1);
    expect(await give(ann, "👍")).toBe(1);
    expect(await give(cat, "👍")).toBe(2);
    expect(await reactionsOf(store, room)).toEqual(["❤️ 1", "👍 2"]);
    expect(await reactionsOf(store, room, ann)).toEqual(["❤️ 1", "👍 2 mine"]);
    expect(await give(cat, "❤️")).toBe(2);
    // The first one takes his back: the others keep its place.
    expect(await give(bob, "❤️", false)).toBe(1);
    expect(await reactionsOf(store, room, bob)).toEqual(["❤️ 1", "👍 2"]);
    // Nobody gives it any more: it is new when it comes again.
    expect(await give(cat, "❤️", false)).toBe(0);
    expect(await reactionsOf(store, room, cat)).toEqual(["👍 2 mine"]);
    expect(await give(bob, "❤️")).toBe(1);
    expect(await reactionsOf(store, room, bob)).toEqual(["👍 2", "❤️ 1 mine"]);
  });

  test("only pages have reactions, each message its own", async () => {
    const store = it();
    const room = await roomWithMessage(store);
    await store.log.append(room, said(bob, "plain"));
    await store.log.append(room, said(bob, "ho"));
    await store.log.append(room, reacted(ann, 1, "👍"));
    await store.log.append(room, reacted(ann, 3, "🎉"));
    const page = await store.log.page(room, Infinity, 10, ann);
    const mine = { count: 1, isMine: true };
    expect(
      page.map((entry) => entry.kind === "said" && entry.reactions),
    ).toEqual([
      [{ reaction: "👍", ...mine }],
      undefined,
      [{ reaction: "🎉", ...mine }],
      false,
      false,
    ]);
    const part = await store.log.page(room, 4, 2);
    expect(part[1]).toMatchObject({ reactions: [{ reaction: "🎉" }] });
    expect(await store.log.at(room, 1)).not.toHaveProperty("reactions");
  });

  test("a reaction that is given already is answered with the entry that gave it", async () => {
    const store = it();
    const room = await roomWithMessage(store);
    const draft = reacted(bob, 1, "👍");
    const [first, again] = await Promise.all([
      store.log.append(room, draft),
      store.log.append(room, { ...draft, key: "k1" }),
    ]);
    expect(first).toMatchObject({ repeated: false, entry: { seq: 2 } });
    expect(again).toEqual({ entry: first?.entry, repeated: true });
    expect((await store.log.state(room)).head).toBe(2);
    await store.log.append(room, reacted(bob, 1, "👍", false));
    const anew = await store.log.append(room, draft);
    expect(anew).toMatchObject({
      repeated: false,
      entry: { seq: 4, count: 1 },
    });
  });

  test("a repeated key is no second reaction, also when it was taken back since", async () => {
    const store = it();
    const room = await roomWithMessage(store);
    const draft = { ...reacted(bob, 1, "👍"), key: "k1" };
    await store.log.append(room, draft);
    await store.log.append(room, reacted(bob, 1, "👍", false));
    const again = await store.log.append(room, draft);
    expect(again).toMatchObject({
      repeated: true,
      entry: { seq: 2, count: 1 },
    });
    expect(await reactionsOf(store, room)).toEqual([]);
  });

  test("what was not given cannot be taken back", async () => {
    const store = it();
    const room = await roomWithMessage(store);
    await store.log.append(room, reacted(ann, 1, "👍"));
    const codes = await Promise.all(
      [reacted(bob, 1, "👍", false), reacted(ann, 1, "🎉", false)].map(
        (draft) => codeOf(store.log.append(room, draft)),
      ),
    );
    expect(codes).toEqual(["no_such_message", "no_such_message"]);
    expect(await reactionsOf(store, room)).toEqual(["👍 1"]);
    expect((await store.log.state(room)).head).toBe(2);
  });

  test("a message has at most 50 kinds, each from as many people as like", async () => {
    const store = it();
    const room = await roomWithMessage(store);
    const emoji = upTo(51).map((n) => String.fromCodePoint(0x1f600 + n));
    const [extra = "", ...kinds] = emoji;
    for (const one of kinds) await store.log.append(room, reacted(ann, 1, one));
    const give = (by: string, reaction: string, isOn = true) =>
      codeOf(store.log.append(room, reacted(by, 1, reaction, isOn)));
    expect(await give(bob, extra)).toBe("too_many");
    expect(await give(bob, kinds[0] ?? "")).toBeUndefined();
    expect(await reactionsOf(store, room)).toHaveLength(50);
    expect(await give(ann, kinds[1] ?? "", false)).toBeUndefined();
    expect(await give(bob, extra)).toBeUndefined();
    expect((await reactionsOf(store, room)).at(-1)).toBe(`${extra} 1`);
    expect(await give(cat, kinds[1] ?? "")).toBe("too_many");
  });

  test("who has reacted is listed in the order of giving, in pages", async () => {
    const store = it();
    const room = await roomWithMessage(store);
    for (const draft of [
      reacted(bob, 1, "👍"),
      reacted(ann, 1, "🎉"),
      reacted(cat, 1, "👍"),
      reacted(bob, 1, "👍", false),
      { ...reacted(bob, 1, "👍"), name: "bobby" },
    ])
      await store.log.append(room, draft);
    const all = [
      { id: ann, name: "ann", reaction: "🎉", seq: 3 },
      { id: cat, name: "cat", reaction: "👍", seq: 4 },
      { id: bob, name: "bobby", reaction: "👍", seq: 6 },
    ];
    const { log } = store;
    expect(await log.reactors(room, 1, 0, 10)).toEqual(all);
    expect(await log.reactors(room, 1, 0, 2)).toEqual(all.slice(0, 2));
    expect(await log.reactors(room, 1, 4, 2)).toEqual(all.slice(2));
    expect(await log.reactors(room, 1, 6, 2)).toEqual([]);
    expect(await log.reactors(room, 2, 0, 2)).toEqual([]);
    expect(await log.reactors(room, 1.5, 0, 2)).toEqual([]);
    expect(await log.reactors("~nowhere000", 1, 0, 2)).toEqual([]);
  });

  test("many who react at once are counted one after the other, and are gone with the message", async () => {
    const store = it();
    const room = await roomWithMessage(store);
    const people = upTo(200).map((n) => `person${String(n).padStart(10, "0")}`);
    const appended = await Promise.all(
      people.map((by) => store.log.append(room, reacted(by, 1, "👍"))),
    );
    expect(
      appended.map(({ entry }) => "count" in entry && entry.count),
    ).toEqual(upTo(200));
    expect(await reactionsOf(store, room, people[7])).toEqual(["👍 200 mine"]);
    expect(await store.log.reactors(room, 1, 0, 1_000)).toHaveLength(200);
    await store.log.append(room, deleted(ann, 1));
    expect(await reactionsOf(store, room)).toEqual([]);
    expect(await store.log.reactors(room, 1, 0, 1_000)).toEqual([]);
    const late = store.log.append(room, reacted(bob, 1, "👍"));
    expect(await codeOf(late)).toBe("no_such_message");
  });
}
