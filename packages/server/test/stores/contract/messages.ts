// The contract of messages that are answered, edited and deleted: they read as they are now, wherever they are read.
import { expect, test } from "vitest";
import type { Draft } from "../../../src/core/entries.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  cat,
  deleted,
  edited,
  follow,
  newRoom,
  openedOnce,
  reacted,
  readAll,
  said,
  startOf,
  textOf,
  titled,
  topic,
  turns,
  type Open,
} from "./world.ts";

/** Every way to get at an entry: they must agree. */
async function everyWay(store: Store, room: string, seq: number, key?: string) {
  const { epoch } = await startOf(store, room);
  const read = await store.log.read(room, { epoch, seq: seq - 1 }, 1);
  const page = await store.log.page(room, seq + 1, 1);
  const first = read === "reset" ? undefined : read[0];
  const ways = [first, page[0], await store.log.at(room, seq)];
  if (key !== undefined) ways.push(await store.log.find(room, ann, key));
  return ways;
}

export function messages(open: Open): void {
  const it = openedOnce(open);

  test("an answer and its mentions come back as they were given, and no mentions as none", async () => {
    const store = it();
    const room = await newRoom(store);
    await store.log.append(room, said(bob, "hi"));
    const draft = { ...said(ann, "hi @bob", "k1"), reply: 1 };
    const whom = { mentions: [bob, cat, "room"] };
    const { entry } = await store.log.append(room, { ...draft, ...whom });
    const kept = { room, seq: 2, at: entry.at, ...draft, ...whom };
    expect(entry).toEqual(kept);
    expect(await everyWay(store, room, 2, "k1")).toEqual(
      upTo(4).map(() => kept),
    );
    const none = { ...said(ann, "hi all"), mentions: [] };
    expect((await store.log.append(room, none)).entry).toEqual({
      ...none,
      room,
      seq: 3,
      at: expect.any(Number),
      mentions: undefined,
    });
    expect(await store.log.at(room, 3)).not.toMatchObject({ mentions: [] });
  });

  test("an edited message has its newest text and mentions, and so do its older edits", async () => {
    const store = it();
    const room = await newRoom(store);
    const first = { ...said(ann, "one", "k1"), mentions: [bob] };
    const drafts = [
      first,
      said(bob, "between"),
      { ...edited(ann, 1, "two", "k2"), mentions: ["room"] },
      { ...edited(ann, 1, "three"), mentions: [cat, bob] },
    ];
    const appended = await Promise.all(
      drafts.map((draft) => store.log.append(room, draft)),
    );
    // Each is answered with what it said itself.
    expect(appended.map(({ entry }) => textOf(entry))).toEqual(
      drafts.map(({ text }) => text),
    );
    const mentions = [cat, bob];
    const now = { text: "three", mentions };
    for (const entry of await everyWay(store, room, 1, "k1"))
      expect(entry).toMatchObject({ kind: "said", edited: 4, ...now });
    for (const entry of await everyWay(store, room, 3, "k2"))
      expect(entry).toMatchObject({ kind: "edited", of: 1, ...now });
    expect(await store.log.at(room, 2)).not.toHaveProperty("edited");
    const again = await store.log.append(room, first);
    expect(again).toMatchObject({ repeated: true, entry: { edited: 4 } });
    await store.log.append(room, edited(ann, 1, "four"));
    for (const seq of [1, 3, 4, 5])
      for (const entry of await everyWay(store, room, seq)) {
        expect(textOf(entry)).toBe("four");
        expect(entry).not.toHaveProperty("mentions", expect.anything());
      }
  });

  test("the texts that a message had are there in their order, of one that is no message none", async () => {
    const store = it();
    const room = await newRoom(store);
    const drafts = [
      said(ann, "one"),
      edited(ann, 1, "two"),
      said(bob, "plain"),
      edited(ann, 1, "three"),
    ];
    const at = [];
    for (const draft of drafts)
      at.push((await store.log.append(room, draft)).entry.at);
    expect(await store.log.versions(room, 1, 0, 1_000)).toEqual([
      { seq: 1, at: at[0], text: "one" },
      { seq: 2, at: at[1], text: "two" },
      { seq: 4, at: at[3], text: "three" },
    ]);
    expect(await store.log.versions(room, 3, 0, 1_000)).toEqual([
      { seq: 3, at: at[2], text: "plain" },
    ]);
    for (const seq of [2, 0, -1, 1.5, 9, 2 ** 32 + 1, Infinity])
      expect(await store.log.versions(room, seq, 0, 1_000)).toEqual([]);
    expect(await store.log.versions("~nowhere000", 1, 0, 1_000)).toEqual([]);
  });

  test("a message is corrected a thousand times at most, and all its texts are read a page at a time", async () => {
    const store = it();
    const room = await newRoom(store);
    await store.log.append(room, said(ann, "text 1"));
    const edit = (n: number, key?: string) =>
      store.log.append(room, edited(ann, 1, `text ${n}`, key));
    await Promise.all(upTo(1_000, 2).map((n) => edit(n)));
    const last = await edit(1_001, "k");
    await expect(edit(1_002)).rejects.toMatchObject({ code: "too_many" });
    expect(await edit(1_001, "k")).toEqual({ ...last, repeated: true });
    await store.log.append(room, edited(ann, await another(), "another"));
    const texts = async (after: number, limit: number) => {
      const page = await store.log.versions(room, 1, after, limit);
      return page.map(({ text }) => text);
    };
    const all = upTo(1_001).map((n) => `text ${n}`);
    expect(await texts(0, 1_000)).toEqual(all.slice(0, 1_000));
    expect(await texts(0, 5_000)).toEqual(all.slice(0, 1_000));
    expect(await texts(1_000, 1_000)).toEqual(all.slice(1_000));
    expect(await texts(0, 1)).toEqual(all.slice(0, 1));
    expect(await texts(1, 3)).toEqual(all.slice(1, 4));
    expect(await texts(1_001, 3)).toEqual([]);
    await store.log.append(room, deleted(ann, 1));
    expect(await texts(0, 1_000)).toEqual([]);

    async function another(): Promise<number> {
      return (await store.log.append(room, said(ann, "other"))).entry.seq;
    }
  });

  test("a deleted message keeps its place, and nothing else of it or its edits is to be had", async () => {
    const store = it();
    const room = await newRoom(store);
    const whom = { mentions: [bob] };
    const drafts: Draft[] = [
      said(cat, "before"),
      { ...said(ann, "secret one", "k1"), ...whom, reply: 1 },
      { ...edited(ann, 2, "secret two", "k2"), ...whom },
      reacted(bob, 2, "👍"),
      said(cat, "after"),
      deleted(ann, 2, "k3"),
    ];
    for (const draft of drafts) await store.log.append(room, draft);
    const said2 = { kind: "said", by: ann, reply: 1, text: "", isGone: true };
    for (const entry of await everyWay(store, room, 2, "k1")) {
      expect(entry).toMatchObject(said2);
      for (const gone of ["mentions", "reactions", "edited"])
        expect(entry).not.toHaveProperty(gone, expect.anything());
    }
    for (const entry of await everyWay(store, room, 3, "k2")) {
      expect(entry).toMatchObject({ kind: "edited", text: "", isGone: true });
      expect(entry).not.toHaveProperty("mentions", expect.anything());
    }
    for (const entry of await everyWay(store, room, 6, "k3"))
      expect(entry).toMatchObject({ kind: "deleted", of: 2, by: ann });
    expect(await store.log.versions(room, 2, 0, 1_000)).toEqual([]);
    expect(await store.log.reactors(room, 2, 0, 10)).toEqual([]);
    const all = await readAll(store, room);
    expect(all.map(({ seq }) => seq)).toEqual(upTo(6));
    expect(all.map(textOf)).toEqual(["before", "", "", "", "after", ""]);
    // A retry of what is gone since is answered with what is left of it.
    const again = await store.log.append(room, said(ann, "secret one", "k1"));
    expect(again).toMatchObject({ repeated: true, entry: said2 });
    const edit = await store.log.append(room, edited(ann, 2, "two", "k2"));
    expect(edit).toMatchObject({ repeated: true, entry: { seq: 3, text: "" } });
    expect((await store.log.state(room)).head).toBe(6);
  });

  test("what is about no message of the room, or one that is gone, is refused and leaves nothing", async () => {
    const store = it();
    const room = await newRoom(store);
    const other = await newRoom(store);
    for (const n of upTo(20))
      await store.log.append(other, said(ann, `elsewhere ${n}`));
    await store.log.append(room, said(ann, "gone"));
    await store.log.append(room, said(ann, "there"));
    await store.log.append(room, deleted(ann, 1));
    await store.log.append(room, edited(ann, 2, "edited"));
    const before = await store.log.page(room, Infinity, 100, ann);
    // Gone, a deletion, an edit, of another room, not yet, and no seqs at all.
    const wrong = [1, 3, 4, 20, 5, 0, -1, 1.5, NaN, 2 ** 32 + 2, Infinity];
    for (const of of wrong) {
      const drafts: readonly Draft[] = [
        { ...said(ann, "x", "k1"), reply: of, mentions: [bob] },
        { ...edited(ann, of, "x", "k1"), mentions: [bob] },
        deleted(ann, of, "k1"),
        reacted(ann, of, "👍"),
        reacted(ann, of, "👍", false),
      ];
      const codes = await Promise.all(
        drafts.map((draft) => codeOf(store.log.append(room, draft))),
      );
      expect(codes).toEqual(drafts.map(() => "no_such_message"));
    }
    expect(await store.log.page(room, Infinity, 100, ann)).toEqual(before);
    expect(await store.log.find(room, ann, "k1")).toBeUndefined();
    expect(await store.log.versions(room, 2, 0, 1_000)).toHaveLength(2);
  });

  test("a refusal does not disturb what is asked for with it", async () => {
    const store = it();
    const room = await newRoom(store);
    const drafts = [
      said(ann, "one"),
      edited(ann, 7, "lost"),
      edited(ann, 1, "two"),
      deleted(ann, 2),
      { ...said(bob, "yes"), reply: 1 },
      deleted(ann, 1),
      edited(ann, 1, "three"),
      said(bob, "end"),
    ];
    const ends = await Promise.all(
      drafts.map((draft) =>
        store.log.append(room, draft).then(
          ({ entry }) => entry.seq,
          (error: { code: string }) => error.code,
        ),
      ),
    );
    const refused = "no_such_message";
    expect(ends).toEqual([1, refused, 2, refused, 3, 4, refused, 5]);
    const all = await readAll(store, room);
    expect(all.map(textOf)).toEqual(["", "", "yes", "", "end"]);
  });

  test("what an append gives is what the tails hear, and what is read later, whatever it is", async () => {
    const store = it();
    const room = await newRoom(store);
    const drafts: readonly Draft[] = [
      said(ann, "one", "k1"),
      { ...said(bob, "hi @ann"), reply: 1, mentions: [ann] },
      { ...edited(ann, 1, "two", "k2"), mentions: [bob] },
      reacted(bob, 2, "👍"),
      reacted(ann, 2, "👍"),
      reacted(bob, 2, "👍", false),
      topic(ann, "cakes"),
      titled(ann, `title of ${room}`),
      deleted(bob, 2, "k3"),
    ];
    const tail = follow(store, room, await startOf(store, room), drafts.length);
    await turns();
    const appended = await Promise.all(
      drafts.map((draft) => store.log.append(room, draft)),
    );
    await tail.enough;
    const live = appended.map(({ entry }) => entry);
    expect(tail.heard).toEqual(live);
    expect(live.map(({ kind }) => kind)).toEqual(
      drafts.map(({ kind }) => kind),
    );
    for (const entry of live) expect(entry).not.toHaveProperty("folded");
    expect(live.map((entry) => "count" in entry && entry.count)).toEqual(
      [0, 0, 0, 1, 2, 1, 0, 0, 0].map((count) => count > 0 && count),
    );
    // All but the two messages that were touched since read as they were heard.
    const late = follow(store, room, await startOf(store, room), drafts.length);
    await late.enough;
    expect(late.heard).toEqual(await readAll(store, room));
    expect(late.heard.slice(2)).toEqual(live.slice(2));
  });

  test("an entry that is not there is not at its place", async () => {
    const store = it();
    const room = await newRoom(store);
    await store.log.append(room, said(ann, "hi"));
    for (const seq of [0, -1, 2, 1.5, 2 ** 32 + 1, Infinity, NaN])
      expect(await store.log.at(room, seq)).toBeUndefined();
    expect(await store.log.at("~nowhere000", 1)).toBeUndefined();
    expect(textOf(await store.log.at(room, 1))).toBe("hi");
  });
}
