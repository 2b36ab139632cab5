import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { codeOf, openChat, turns } from "../support/chat.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval"] }));
afterEach(() => void vi.useRealTimers());

/** Time goes by, and the chat does what it does now and then. */
async function pass(clock: { now: number }, time: number): Promise<void> {
  clock.now += time;
  vi.advanceTimersByTime(30_000);
  await turns();
}

test("a room where nobody has been for a minute is closed, and opens again as it was", async () => {
  const { guests, clock, tally } = await openChat();
  const [ann] = await guests(["ann"]);
  const { room } = await ann.join("kitchen");
  await ann.say("kitchen", "hi");
  await ann.end();
  await pass(clock, MINUTE / 2);
  expect(tally.openRooms).toBe(1);
  await pass(clock, MINUTE);
  expect(tally.openRooms).toBe(0);
  const back = await ann.again();
  const again = await back.join("kitchen", {
    since: { epoch: room.epoch, seq: 0 },
  });
  expect([again.room.id, again.seq]).toEqual([room.id, 1]);
  await back.line.until(({ texts }) => texts.length === 1);
});

test("a room where someone is stays open", async () => {
  const { guests, clock } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await pass(clock, DAY);
  await ann.say("kitchen", "hi");
  await bob.line.until(({ texts }) => texts.length === 1);
});

test("guests without entries are forgotten after a day, others after 90, never one who is here", async () => {
  const { guests, clock } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "kitchen");
  await bob.say("kitchen", "hi");
  await ann.end();
  await bob.end();
  await pass(clock, DAY - MINUTE);
  await (await ann.again()).end();
  await pass(clock, DAY - MINUTE);
  await (await ann.again()).end();
  await pass(clock, MINUTE);
  await pass(clock, DAY + MINUTE);
  expect(await codeOf(ann.again())).toBe("bad_token");
  await (await bob.again()).end();
  await pass(clock, MINUTE);
  await pass(clock, 90 * DAY + MINUTE);
  expect(await codeOf(bob.again())).toBe("bad_token");
  expect(await codeOf(cat.again())).toBe(undefined);
});

test("at its end the chat waits for what is under way", async () => {
  const { chat, guests, store } = await openChat();
  const [ann] = await guests(["ann"]);
  const { room } = await ann.join("kitchen");
  const said = [1, 2, 3].map((n) => ann.say("kitchen", `${n}`));
  await chat.close();
  const acknowledged = await Promise.all(said);
  const kept = await store.log.page(room.id, Infinity, 10);
  expect(kept).toEqual(acknowledged.map(({ entry }) => entry));
});

test("rooms that are there from the beginning stay when their last member leaves", async () => {
  const { chat, guests } = await openChat({ rooms: ["Library"] });
  const [ann] = await guests(["ann"], "Library", "den");
  await ann.leave("Library");
  await ann.leave("den");
  expect(await codeOf(ann.join("Library", { make: "never" }))).toBe(undefined);
  expect(await codeOf(ann.join("den", { make: "never" }))).toBe("no_such_room");
  expect(chat.standing.size).toBe(2);
});
