import { expect, test } from "vitest";
import { history } from "../../../src/core/verbs/history.ts";
import { members } from "../../../src/core/verbs/members.ts";
import { rooms } from "../../../src/core/verbs/rooms.ts";
import { codeOf, openChat, saidOf, upTo } from "../../support/chat.ts";

const fast = {
  says: { perSecond: Infinity, burst: Infinity },
  verbs: { perSecond: Infinity, burst: Infinity },
};

test.each(["memory:", "sqlite:"] as const)(
  "on %s, a page of history ends below its edge and is oldest first",
  async (store) => {
    const { chat, guests } = await openChat({ limits: fast, store });
    const [ann, bob] = await guests(["ann", "bob"]);
    await ann.join("kitchen");
    await Promise.all(upTo(250).map((n) => ann.say("kitchen", `${n}`)));
    const page = async (before?: number, limit?: number) => {
      const params = { room: "kitchen", before, limit };
      const { entries } = await history(chat, bob.session, params);
      expect(entries.map((entry) => saidOf(entry).text)).toEqual(
        entries.map(({ seq }) => `${seq}`),
      );
      return entries.map(({ seq }) => seq);
    };
    expect(await page()).toEqual(upTo(250, 201));
    expect(await page(undefined, 200)).toEqual(upTo(250, 51));
    expect(await page(51, 200)).toEqual(upTo(50));
    expect(await page(2, 200)).toEqual([1]);
    expect(await page(1, 200)).toEqual([]);
    expect(await page(251, 1)).toEqual([250]);
    for (const beyond of [252, 2 ** 31, 2 ** 53, 1e308])
      expect(await page(beyond, 2)).toEqual([249, 250]);
  },
);

test("history of an empty room is empty, and of no room is refused", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  const read = (room: string) => history(chat, ann.session, { room });
  expect((await read("kitchen")).entries).toEqual([]);
  expect(await codeOf(read("cellar"))).toBe("no_such_room");
});

test.each(["memory:", "sqlite:"] as const)(
  "on %s, the rooms come by title, a page at a time, each once",
  async (store) => {
    const { chat, guests } = await openChat({ limits: fast, store });
    const [ann, bob] = await guests(["ann", "bob"]);
    const titles = ["attic", "Cellar", "beach", "ζήτα", "😀", "100", "kitchen"];
    for (const title of titles) await ann.join(title);
    await bob.join("beach");
    const counts: Record<string, number> = {};
    const order: string[] = [];
    let after: string | undefined = "";
    for (let pages = 0; after !== undefined; pages++) {
      expect(pages).toBeLessThan(10);
      const page = await rooms(chat, ann.session, after, 3);
      for (const { record, count } of page.rooms) {
        counts[record.title] = count;
        order.push(record.folded);
      }
      after = page.next;
    }
    expect(order).toEqual(order.toSorted());
    expect(counts).toEqual({
      ...Object.fromEntries(titles.map((title) => [title, 1])),
      beach: 2,
      "Free Chat": 0,
    });
  },
);

test("members come in the order of coming, a page at a time, someone with two sessions once", async () => {
  const { chat, guests } = await openChat({ limits: fast });
  const names = upTo(23).map((n) => `guest ${n}`);
  const [first] = await guests(names, "kitchen");
  await (await first.again()).join("kitchen");
  const found: string[] = [];
  let after: string | undefined;
  do {
    const params = { room: "kitchen", after, limit: 10 };
    const page = await members(chat, first.session, params);
    expect(page.count).toBe(23);
    found.push(...page.members.map(({ name }) => name));
    after = page.next;
  } while (after !== undefined);
  expect(found).toEqual(names);
});

test("one who is a member but not there is in no list", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await bob.end();
  const page = await members(chat, ann.session, { room: "kitchen" });
  expect(page.members).toMatchObject([{ id: ann.id, name: "ann" }]);
});

test("verbs of an identity are paced over all its sessions", async () => {
  const { chat, guests, clock } = await openChat({
    limits: { verbs: { perSecond: 1, burst: 7 } },
  });
  const [ann, bob] = await guests(["ann", "bob"]);
  // To come back is a request, too.
  const sessions = [ann, await ann.again(), await ann.again()];
  const ask = async (): Promise<number> => {
    const codes = await Promise.all(
      upTo(5).flatMap(() =>
        sessions.map(({ session }) => codeOf(rooms(chat, session, "", 10))),
      ),
    );
    return codes.filter((code) => code === undefined).length;
  };
  expect(await ask()).toBe(5);
  expect(await codeOf(ann.join("kitchen"))).toBe("rate_limited");
  expect(await codeOf(ann.rename("anna"))).toBe("rate_limited");
  expect(await codeOf(bob.join("kitchen"))).toBe(undefined);
  clock.now += 3_000;
  expect(await ask()).toBe(3);
});
