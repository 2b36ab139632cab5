import { expect, test } from "vitest";
import { setAway } from "../../../src/core/verbs/away.ts";
import { direct } from "../../../src/core/verbs/direct.ts";
import { hide } from "../../../src/core/verbs/hide.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { members } from "../../../src/core/verbs/members.ts";
import { nick } from "../../../src/core/verbs/nick.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { visit } from "../../../src/core/verbs/visit.ts";
import { enter, openChat, type Someone } from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";
import { watched } from "../../support/watched-store.ts";

const address = "127.0.0.1";
const free = { perSecond: Infinity, burst: Infinity };

async function all(who: Someone, room: string, limit = 200) {
  const found: { id: string; name: string; role: string; presence: string }[] =
    [];
  const counts = new Set<number>();
  for (let after: string | undefined; ;) {
    const params = { room, all: true, limit, after };
    const page = await members(who.chat, who.session, params);
    found.push(...page.members);
    counts.add(page.count);
    after = page.next;
    if (after === undefined) return { found, counts: [...counts] };
  }
}

test.each(["memory:", "sqlite:"] as const)(
  "on %s, everyone who is a member is told, here or not, with what he is and how he is here",
  async (store) => {
    const { chat, guests, store: kept } = await openChat({ store });
    const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "den");
    const { id } = await chat.rooms.mustFind("den");
    const account = { name: "eve", password: "secret" };
    await register(chat, account, { address });
    const eve = await enter(chat, account);
    await eve.join("den");
    await kept.rooms.setMemberRole(id, eve.id, "moderator");
    await nick(chat, eve.session, { room: "den", nick: "Evita" });
    await eve.end();
    await cat.end();
    await setAway(chat, bob.session, true);
    const ear = { line: new FakeLine(), encoder: plain };
    const dan = await visit(chat, { name: "dan" }, { address, ear });
    await join(chat, dan, { room: "den" });
    for (const limit of [200, 2, 1]) {
      const { found, counts } = await all(ann, "den", limit);
      const ids = found.map((one) => one.id);
      expect(ids).toEqual(ids.toSorted());
      const shown = found.map(
        ({ name, role, presence }) => `${name} ${role} ${presence}`,
      );
      expect(shown.sort()).toEqual([
        "ann owner online",
        "bob guest away",
        "cat guest offline",
        "dan guest online",
        // A nick is what one is called while he is there.
        "eve moderator offline",
      ]);
      expect(counts).toEqual([5]);
    }
    await hide(chat, bob.session, { room: "den", isHidden: true });
    const { found, counts } = await all(ann, "den", 1);
    expect(found.map(({ name }) => name)).not.toContain("bob");
    expect([found.length, ...counts]).toEqual([4, 4]);
  },
);

test("of a direct room all its people are told", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const { id } = await direct(chat, ann.session, ["bob"]);
  await bob.end();
  const { found } = await all(ann, id);
  const shown = found.map(({ name, presence }) => `${name} ${presence}`);
  expect(shown.sort()).toEqual(["ann online", "bob offline"]);
});

test("who is in a big room now is told a page at a time without asking the store", async () => {
  let calls: string[] = [];
  const { chat, guests } = await openChat({
    limits: { verbs: free, hellos: free },
    wrap: (inner) => {
      const { store, calls: made } = watched(inner);
      calls = made;
      return store;
    },
  });
  const names = Array.from({ length: 300 }, (_, n) => `guest ${n}`);
  const [first] = await guests(names, "hall");
  calls.length = 0;
  const found: string[] = [];
  for (let after: string | undefined; ;) {
    const params = { room: "hall", limit: 100, after };
    const page = await members(chat, first.session, params);
    expect(page.count).toBe(300);
    found.push(...page.members.map(({ name }) => name));
    after = page.next;
    if (after === undefined) break;
  }
  expect(found).toEqual(names);
  expect(calls).toEqual([]);
});
