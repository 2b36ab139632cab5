// The contract of what keeps order in the house: bans and mutes, rules, the audit, and resets.
import { expect, test } from "vitest";
import { newIdentityId } from "../../../src/core/ids.ts";
import type { Sanction } from "../../../src/core/ports/house-store.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  accountOf,
  ann,
  auditOf,
  bob,
  cat,
  makeRoom,
  newRoom,
  opened,
  openedOnce,
  sanctionOf,
  tokenOf,
  type Open,
} from "./world.ts";

const byId = (a: Sanction, b: Sanction): number => (a.id < b.id ? -1 : 1);

async function kept({ house }: Store): Promise<readonly Sanction[]> {
  return [...(await house.sanctions())].sort(byId);
}

export function house(open: Open): void {
  const it = openedOnce(open);

  test("bans and mutes are kept as they are, until they are lifted", async () => {
    const store = await opened(open);
    expect(await kept(store)).toEqual([]);
    const all = [
      sanctionOf(),
      sanctionOf({ kind: "mute", reason: "ünfriendly 😀", until: 5_000 }),
      sanctionOf({ room: "~kitchen000", owner: ann, until: 2_000 }),
      sanctionOf({ room: "~garden0000", owner: "-" }),
      sanctionOf({ identity: cat, name: "cat" }),
      sanctionOf({ identity: undefined, address: "10.0.0.1", name: "" }),
      // Of the guests there.
      sanctionOf({ identity: undefined, address: "10.0.0.1" }),
    ].sort(byId);
    for (const one of all) await store.house.addSanction(one);
    expect(await kept(store)).toEqual(all);
    const [first, ...others] = all;
    const lift = () => store.house.removeSanction(first?.id ?? "");
    expect(await Promise.all([lift(), lift()])).toEqual([true, false]);
    expect(await kept(store)).toEqual(others);
    if (first !== undefined) await store.house.addSanction(first);
    expect(await kept(store)).toEqual(all);
  });

  test("one takes the place of one of the same kind, room, identity and address", async () => {
    const store = await opened(open);
    const places: readonly Partial<Sanction>[] = [
      {},
      { room: "~kitchen000" },
      { room: "~garden0000" },
      { kind: "mute" },
      { identity: cat },
      { identity: undefined, address: "10.0.0.1" },
      { identity: undefined, address: "10.0.0.2" },
      { identity: undefined, address: "10.0.0.2", name: "" },
    ];
    for (const place of places)
      await store.house.addSanction(sanctionOf(place));
    const later = places
      .map((place) => sanctionOf({ ...place, reason: "again", at: 2_000 }))
      .sort(byId);
    for (const one of later) await store.house.addSanction(one);
    expect(await kept(store)).toEqual(later);
    // Under the same id too.
    const same = later.map((one) => ({ ...one, reason: "a third time" }));
    for (const one of same) await store.house.addSanction(one);
    expect(await kept(store)).toEqual(same);
  });

  test("an id that is taken keeps no second one, and what was there stays", async () => {
    const store = await opened(open);
    const first = sanctionOf();
    const second = sanctionOf({ identity: cat });
    for (const one of [first, second]) await store.house.addSanction(one);
    const forged = { ...first, id: second.id };
    const ends = await Promise.all([
      codeOf(store.house.addSanction(forged)),
      codeOf(store.house.audit(auditOf("ban"))),
    ]);
    expect(ends).toEqual(["unavailable", undefined]);
    expect(await kept(store)).toEqual([first, second].sort(byId));
    expect(await store.house.auditPage(Infinity, 10)).toHaveLength(1);
  });

  test("those whose time is over are removed together", async () => {
    const store = await opened(open);
    const at = (until: number | undefined, identity: string) =>
      sanctionOf({ until, identity });
    const [over, now, later, never] = [
      at(1_999, ann),
      at(2_000, bob),
      at(2_001, cat),
      at(undefined, newIdentityId()),
    ];
    for (const one of [over, now, later, never])
      await store.house.addSanction(one);
    await store.house.removeSanctionsBefore(2_000);
    expect(await kept(store)).toEqual([later, never].sort(byId));
    // Their places are free.
    await store.house.addSanction(over);
    expect(await kept(store)).toHaveLength(3);
  });

  test("at most 10,000 are kept, and one that takes another's place is no more", async () => {
    const store = await opened(open);
    const all = upTo(10_000).map((n) => sanctionOf({ identity: `${n}` }));
    await Promise.all(all.map((one) => store.house.addSanction(one)));
    const add = (identity: string) =>
      codeOf(store.house.addSanction(sanctionOf({ identity })));
    expect(await add("one more")).toBe("too_many");
    expect(await add("5")).toBeUndefined();
    expect(await store.house.sanctions()).toHaveLength(10_000);
    await store.house.removeSanction(all[0]?.id ?? "");
    expect(await add("one more")).toBeUndefined();
    // The place of the one that was lifted is free, but nothing is left for it.
    expect(await add("1")).toBe("too_many");
  });

  test("with a room that goes go its bans and mutes, and no others", async () => {
    const store = await opened(open);
    const room = await makeRoom(store, "kitchen");
    const other = await makeRoom(store, "garden");
    const left = [sanctionOf(), sanctionOf({ room: other })].sort(byId);
    for (const one of left) await store.house.addSanction(one);
    await store.house.addSanction(sanctionOf({ room }));
    await store.house.addSanction(sanctionOf({ room, kind: "mute" }));
    expect(await store.rooms.removeIfUnused(room)).toBe(true);
    expect(await kept(store)).toEqual(left);
    expect(await store.rooms.removeIfUnused(room)).toBe(false);
  });

  test("the house is open until it is closed", async () => {
    const { house: its } = await opened(open);
    expect(await its.rules()).toEqual({ registration: "open", guests: "open" });
    for (const rules of [
      { registration: "closed", guests: "open" },
      { registration: "closed", guests: "locked" },
      { registration: "open", guests: "locked" },
      { registration: "open", guests: "open" },
    ] as const) {
      await its.setRules(rules);
      expect(await its.rules()).toEqual(rules);
    }
  });

  test("the audit is read from the newest back, page by page", async () => {
    const { house: its } = await opened(open);
    expect(await its.auditPage(Infinity, 10)).toEqual([]);
    const records = upTo(7).map((n) => ({
      ...auditOf(`act ${n}`, n % 3 === 0 ? "~kitchen000" : undefined),
      at: 9_000 - n,
      wasPrivate: n === 6,
      whom: n % 2 === 0 ? { id: bob, name: "bób 😀" } : undefined,
      note: n === 1 ? "for a day" : "",
    }));
    await Promise.all(records.map((record) => its.audit(record)));
    const numbered = records.map((record, i) => ({ ...record, n: i + 1 }));
    const newest = numbered.toReversed();
    expect(await its.auditPage(Infinity, 10)).toEqual(newest);
    expect(await its.auditPage(Infinity, 3)).toEqual(newest.slice(0, 3));
    expect(await its.auditPage(5, 3)).toEqual(newest.slice(3, 6));
    expect(await its.auditPage(2, 3)).toEqual(newest.slice(6));
    expect(await its.auditPage(1, 3)).toEqual([]);
  });

  test("the audit of one room has what was done there", async () => {
    const store = it();
    const [room, other] = [await newRoom(store), await newRoom(store)];
    for (const n of upTo(6))
      await store.house.audit(auditOf(`act ${n}`, n % 2 ? room : other));
    await store.house.audit(auditOf("of the house"));
    const acts = async (before: number, limit: number) => {
      const page = await store.house.auditPage(before, limit, room);
      return page.map(({ act }) => act);
    };
    expect(await acts(Infinity, 10)).toEqual(["act 5", "act 3", "act 1"]);
    expect(await acts(Infinity, 2)).toEqual(["act 5", "act 3"]);
    const [, third] = await store.house.auditPage(Infinity, 2, room);
    expect(await acts(third?.n ?? 0, 2)).toEqual(["act 1"]);
    expect(await store.house.auditPage(Infinity, 2, "~nowhere000")).toEqual([]);
  });

  test("of more than 1,000 records of one room the oldest go, and none of others", async () => {
    const store = await opened(open);
    const room = "~kitchen000";
    const { house: its } = store;
    await Promise.all([
      its.audit(auditOf("of the chat")),
      its.audit(auditOf("of another", "~garden0000")),
      ...upTo(1_002).map((n) => its.audit(auditOf(`act ${n}`, room))),
    ]);
    const there = await its.auditPage(Infinity, 2_000, room);
    expect(there).toHaveLength(1_000);
    expect(there[0]?.act).toBe("act 1002");
    expect(there.at(-1)?.act).toBe("act 3");
    const all = await its.auditPage(Infinity, 2_000);
    expect(all.slice(-2).map(({ act }) => act)).toEqual([
      "of another",
      "of the chat",
    ]);
    await its.audit(auditOf("last"));
    expect((await its.auditPage(Infinity, 1))[0]?.n).toBe(1_005);
  });

  test("of too many records of all rooms those go of the owner who has most, and of his fullest room", async () => {
    const store = await opened(open);
    const { house: its, identities, rooms } = store;
    for (const who of [ann, bob])
      await identities.createAccount(accountOf(who), 1_000);
    const own = (title: string, master: string | undefined) =>
      makeRoom(store, title).then(async (room) => {
        await rooms.change(room, { master: master ?? null });
        return room;
      });
    const anns = await own("anns", ann);
    const guests = await own("guests", cat);
    const first = await own("first", bob);
    const bobs = await Promise.all(upTo(49).map((n) => own(`bobs ${n}`, bob)));
    const [fullest = "", ...others] = bobs;
    const fill = (room: string, records: number, act = "mute") =>
      Promise.all(upTo(records).map(() => its.audit(auditOf(act, room))));
    await Promise.all([fill(anns, 600, "kick"), fill(guests, 400, "ban")]);
    await fill(first, 10, "role");
    await fill(fullest, 1_000);
    await Promise.all(others.map((room) => fill(room, 999)));
    const left = async (room: string) =>
      (await its.auditPage(Infinity, 1_000, room)).length;
    // 50,000 by now, less the two: whatever bob does in another room is at the cost of those that he has filled.
    await fill(first, 38);
    expect(await left(fullest)).toBe(1_000);
    await fill(first, 1);
    expect(await left(fullest)).toBe(999);
    await fill(first, 100);
    expect(await left(first)).toBe(149);
    expect(await left(anns)).toBe(600);
    expect(await left(guests)).toBe(400);
    const all = await Promise.all(bobs.map(left));
    expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(3);
  });

  test("a reset is looked at without being used up, and serves once, and not past its time", async () => {
    const { house: its } = it();
    const [one, other] = [newIdentityId(), newIdentityId()];
    const use = (token: string, now: number) =>
      its.useReset(tokenOf(token), now, "hash");
    await its.addReset(tokenOf(one), one, 2_000);
    await its.addReset(tokenOf(other), other, 2_000);
    expect(await its.resetOf(tokenOf("a reset for cat."), 1_000)).toBe(
      undefined,
    );
    expect(await use("a reset for cat.", 1_000)).toBeUndefined();
    for (let twice = 2; twice > 0; twice--)
      expect(await its.resetOf(tokenOf(one), 1_999)).toBe(one);
    expect(await its.resetOf(tokenOf(one), 2_000)).toBeUndefined();
    expect(await Promise.all([use(one, 1_999), use(one, 1_999)])).toEqual([
      one,
      undefined,
    ]);
    expect(await its.resetOf(tokenOf(one), 1_000)).toBeUndefined();
    expect(await use(other, 2_000)).toBeUndefined();
  });

  test("a reset that is used gives the account its password, and ends its tokens", async () => {
    const { house: its, identities } = it();
    const who = newIdentityId();
    const folded = `reset ${who}`;
    const account = { id: who, name: folded, folded, passwordHash: "before" };
    await identities.createAccount(account, 1_000);
    await identities.addToken(who, tokenOf(folded), 1_000);
    await its.addReset(tokenOf(who), who, 2_000);
    expect(await its.useReset(tokenOf("another"), 1_000, "stolen")).toBe(
      undefined,
    );
    const hashNow = async () =>
      (await identities.accountByFolded(folded))?.passwordHash;
    expect(await hashNow()).toBe("before");
    expect(await identities.tokensOf(who)).toHaveLength(1);
    expect(await its.useReset(tokenOf(who), 1_000, "after")).toBe(who);
    expect(await hashNow()).toBe("after");
    expect(await identities.tokensOf(who)).toEqual([]);
  });

  test("a reset that was taken back serves nobody, and others serve", async () => {
    const { house: its } = it();
    const [one, other] = [newIdentityId(), newIdentityId()];
    await its.addReset(tokenOf(one), one, 2_000);
    await its.addReset(tokenOf(other), other, 2_000);
    await its.removeReset(one);
    await its.removeReset(newIdentityId());
    expect(await its.resetOf(tokenOf(one), 1_000)).toBeUndefined();
    expect(await its.resetOf(tokenOf(other), 1_000)).toBe(other);
  });

  test("of two resets for one account the newer one serves", async () => {
    const { house: its } = it();
    const who = newIdentityId();
    const [older, newer] = [tokenOf("the older reset."), tokenOf(who)];
    await its.addReset(older, who, 2_000);
    await its.addReset(newer, who, 2_000);
    expect(await its.resetOf(older, 1_000)).toBeUndefined();
    expect(await its.resetOf(newer, 1_000)).toBe(who);
  });
}
