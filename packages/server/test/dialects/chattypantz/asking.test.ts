// What anyone may ask here without a session is told to nobody who would not be let in.
import { expect, test } from "vitest";
import { ban } from "../../../src/core/verbs/ban.ts";
import { account } from "../../support/order.ts";
import { enter, open } from "./client.ts";
import { openDoor } from "./door.ts";

const LOCKED = /^Guests are not let in for now/;

async function world() {
  const door = await openDoor();
  const root = await account(door.chat, "root", "owner");
  await root.join("Demo");
  return { door, root };
}

test("while guests are locked out nobody asks which rooms there are, or who is in one", async () => {
  const { door, root } = await world();
  const cat = await open(door);
  expect((await cat.asks(105, "Demo")).list).toEqual(["root"]);
  await root.rules({ guests: "locked" });
  for (const [reqType, room] of [
    [103, ""],
    [105, "Demo"],
  ] as const)
    expect(await cat.asks(reqType, room)).toEqual({
      roomName: room,
      rspType: 1003,
      content: expect.stringMatching(LOCKED),
      list: [],
    });
  for (const path of ["/", "/Demo"]) {
    const question = await open(door, path);
    expect(await question.ended).toEqual({
      code: 1008,
      reason: expect.stringMatching(LOCKED),
    });
    expect(question.told).toEqual([]);
  }
  await root.chat.end(root.session);
});

test("whoever is banned from a room does not ask who is in it", async () => {
  const { door, root } = await world();
  const ann = await enter(door, "ann", "Demo");
  await ban(door.chat, root.session, { room: "Demo", who: "ann" });
  await ann.responds();
  expect((await ann.asks(105, "Demo")).content).toMatch(/^You are banned/);
  expect((await ann.asks(103)).list).toContain("Demo");
  await root.chat.end(root.session);
});
