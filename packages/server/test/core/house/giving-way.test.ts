// What gives way where all places of rooms are taken: one of whoever has most of them.
import { expect, test } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import type { Sanction } from "../../../src/core/ports/house-store.ts";
import { changedStore } from "../../support/changed-store.ts";
import { codeOf, openChat } from "../../support/chat.ts";
import { slowly } from "../../support/slow-store.ts";
import { account, come } from "../../support/order.ts";

const made = (n: number): Sanction => ({
  id: `s${n}`,
  kind: "mute",
  room: `~evil${Math.floor(n / 200)}`,
  owner: "evil",
  identity: `i${n}`,
  address: undefined,
  name: "x",
  by: { id: "evil", name: "evil" },
  reason: "",
  at: n,
  until: undefined,
});

/** Every place of rooms is taken, by one person; the store has the oldest. */
async function full(onRemove?: () => Promise<boolean>) {
  const opened = await openChat({
    wrap: (store) =>
      changedStore(slowly(store), {
        house: onRemove === undefined ? {} : { removeSanction: onRemove },
      }),
  });
  const { chat } = opened;
  for (let n = 0; n < 8_000; n++) chat.sanctions.add(made(n));
  await chat.store.house.addSanction(made(0));
  await account(chat, "bob");
  const cat = await account(chat, "cat");
  await cat.join("den");
  return { chat, cat };
}

test("whoever fills all places with what is in his rooms keeps nobody else from muting in another", async () => {
  const { chat, cat } = await full();
  const mute = await cat.mute({ who: "bob", room: "den" });
  expect(mute.owner).toBe(cat.id);
  expect(chat.sanctions.get("s0")).toBe(undefined);
  expect(chat.sanctions.get("s1")).toBeDefined();
  expect(chat.sanctions.size).toBe(8_000);
  expect(await chat.store.house.sanctions()).toEqual([mute]);
});

test("what a guest does in his room counts with all guests', and in a room of nobody for itself", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann", "bob"], "den");
  const mod = await account(chat, "mod", "moderator");
  const master = await come(chat, { token: ann.token });
  expect((await master.mute({ who: "bob", room: "den" })).owner).toBe("-");
  const there = { who: "bob", room: "Free Chat" };
  expect((await mod.mute(there)).owner).toBe(undefined);
});

test("it holds still when the store could not let it go", async () => {
  const fails = () =>
    Promise.reject(new ChatError("unavailable", "It is full. Try again."));
  const { chat, cat } = await full(fails);
  const muting = cat.mute({ who: "bob", room: "den" });
  expect(await codeOf(muting)).toBe(undefined);
  expect(chat.sanctions.get("s0")).toBeDefined();
});
