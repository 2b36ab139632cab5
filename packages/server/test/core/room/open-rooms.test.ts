import { expect, onTestFinished, test } from "vitest";
import { OpenRooms } from "../../../src/core/room/open-rooms.ts";
import { Tally } from "../../../src/core/tally.ts";
import { openStore } from "../../../src/stores/registry.ts";
import { makeRoom } from "../../stores/contract/world.ts";

async function open(many: number) {
  const tally = new Tally();
  const store = await openStore("memory:", {
    data: "",
    durability: "normal",
    observer: tally,
  });
  onTestFinished(() => store[Symbol.asyncDispose]());
  const clock = { now: 0 };
  const parts = {
    store,
    log: store.log,
    tally,
    bigRoom: 200,
    now: () => clock.now,
    nameOf: () => Promise.resolve("someone"),
    roomsIn: () => [],
  };
  const rooms = new OpenRooms(parts, many);
  onTestFinished(() => rooms.closeAll());
  const ask = async (n: number) =>
    rooms.byId(await makeRoom(store, `room ${n}`));
  return { rooms, clock, tally, ask };
}

test("whoever asks for one room after the other does not have all of them open", async () => {
  const { clock, tally, ask } = await open(10);
  for (let n = 0; n < 200; n++) {
    await ask(n);
    clock.now += 1_000;
    // Those of the last seconds stay: somebody may just be about to enter.
    expect(tally.openRooms).toBeLessThanOrEqual(11);
  }
});

test("below that many, and while they are just asked for, they stay open for a minute", async () => {
  const { rooms, clock, tally, ask } = await open(10);
  for (let n = 0; n < 9; n++) await ask(n);
  clock.now += 50_000;
  rooms.closeIdle();
  expect(tally.openRooms).toBe(9);
  clock.now += 11_000;
  rooms.closeIdle();
  expect(tally.openRooms).toBe(0);
  for (let n = 10; n < 40; n++) await ask(n);
  expect(tally.openRooms).toBe(30);
});
