// Whether one may say something: known from the answers to hello and join, from notices, and from the clock.
import { expect, test } from "vitest";
import { Mutes } from "../src/mutes.ts";
import { joinResult, ROOM, standing } from "./support/entries.ts";
import { FakePlatform, settle } from "./support/fake-platform.ts";
import { hello, inKitchen } from "./support/online-client.ts";

const by = { id: "bob", name: "bob" };
const DAY = 86_400_000;

/** Cut, and back: what hello and the join of the kitchen answer. */
async function back(
  platform: Awaited<ReturnType<typeof inKitchen>>["platform"],
  entered: object,
  joined: Parameters<typeof joinResult>[1],
): Promise<void> {
  platform.socket.cut();
  await platform.pass(60_000);
  const { socket } = platform;
  socket.open();
  await settle();
  socket.receive(socket.ok("hello", { ...hello(), ...entered }));
  await settle();
  socket.receive(socket.ok("memberships", { rooms: [standing()] }));
  await settle();
  socket.receive(socket.ok("join", joinResult(0, joined)));
  await settle();
}

test("who comes back is told at once where he may not say anything, and where he may again", async () => {
  const { client, platform } = await inKitchen();
  expect(client.room(ROOM)?.muted).toBe(undefined);
  const here = { by, reason: "hm", until: platform.time + DAY };
  const anywhere = { by, reason: "" };
  await back(platform, { muted: anywhere }, { muted: here });
  expect(client.room(ROOM)?.muted).toEqual(here);
  expect(client.state.muted).toEqual(anywhere);
  await back(platform, {}, {});
  expect(client.room(ROOM)?.muted).toBe(undefined);
  expect(client.state.muted).toBe(undefined);
});

test("what is known of a room stays while one is cut off", async () => {
  const { client, platform } = await inKitchen();
  const here = { by, reason: "hm" };
  platform.socket.receive({ ev: "muted", room: ROOM, ...here });
  platform.socket.cut();
  await settle();
  expect(client.room(ROOM)?.muted).toEqual(here);
});

test("it ends by the clock, however long it lasts", async () => {
  const platform = new FakePlatform();
  const changed: string[] = [];
  const mutes = new Mutes(platform, (room) => void changed.push(room));
  const until = platform.time + 60 * DAY;
  mutes.set(ROOM, { reason: "", until });
  await platform.pass(60 * DAY - 1);
  expect(mutes.in(ROOM)?.until).toBe(until);
  expect(changed).toEqual([ROOM]);
  await platform.pass(1);
  expect(mutes.in(ROOM)).toBe(undefined);
  expect(changed).toEqual([ROOM, ROOM]);
  expect(platform.timers).toBe(0);
});

test("who is refused all the same is told why, and may try again after a while", async () => {
  const platform = new FakePlatform();
  const mutes = new Mutes(platform, () => undefined);
  mutes.refused(ROOM, "not yet");
  expect(mutes.in(ROOM)).toEqual({ reason: "not yet" });
  await platform.pass(59_999);
  expect(mutes.in(ROOM)).toEqual({ reason: "not yet" });
  await platform.pass(1);
  expect(mutes.in(ROOM)).toBe(undefined);
});

test("it ends when it is lifted, and nothing is kept of a room that is not here, or is left", async () => {
  const { client, platform } = await inKitchen();
  const { socket } = platform;
  socket.receive({ ev: "muted", by, reason: "" });
  expect(client.state.muted).toEqual({ by, reason: "" });
  socket.receive({ ev: "unmuted", by });
  expect(client.state.muted).toBe(undefined);
  const before = platform.timers;
  const until = platform.time + DAY;
  socket.receive({ ev: "muted", room: "~other00000", by, reason: "", until });
  expect(platform.timers).toBe(before);
  socket.receive({ ev: "muted", room: ROOM, by, reason: "", until });
  expect(platform.timers).toBe(before + 1);
  void client.leave(ROOM);
  await settle();
  socket.receive(socket.ok("leave", {}));
  await settle();
  expect(platform.timers).toBe(before);
});
