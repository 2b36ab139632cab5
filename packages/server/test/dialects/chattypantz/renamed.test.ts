// A client of chattypantz knows a room by the name that it came by. It may be called otherwise meanwhile.
import { expect, test } from "vitest";
import { change } from "../../../src/core/verbs/change.ts";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { invite } from "../../../src/core/verbs/invite.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { enter, open } from "./client.ts";
import { openDoor } from "./door.ts";

async function world() {
  const door = await openDoor();
  const { session: bob, line } = await door.elsewhere("bob", "Demo");
  const ann = await enter(door, "ann", "Demo");
  return { door, ann, bob, line };
}

test("requests under the old name are about the room, and its lines come under the new one", async () => {
  const { door, ann, bob, line } = await world();
  await change(door.chat, bob, { room: "Demo", title: "Stage" });
  expect(await ann.responds()).toEqual({
    roomName: "Stage",
    rspType: 108,
    content: '* bob has renamed the room. It is called "Stage" now.',
    list: [],
  });
  for (const name of ["Demo", "Stage"]) {
    const content = `hi ${name}`;
    expect(await ann.asks(108, name, content)).toEqual({
      roomName: "Stage",
      rspType: 108,
      content: `ann: ${content}`,
      list: [],
    });
    await line.until(({ texts }) => texts.includes(content));
    expect((await ann.asks(105, name)).list).toEqual(["bob", "ann"]);
    expect((await ann.asks(104, name)).rspType).toBe(1005);
    expect((await ann.asks(106, name)).rspType).toBe(106);
    expect((await ann.asks(107, name)).rspType).toBe(107);
  }
  expect(await ann.asks(109, "Demo")).toEqual({
    roomName: "Stage",
    rspType: 109,
    content: 'You have left room "Stage".',
    list: [],
  });
  expect((await ann.asks(105, "Demo")).list).toEqual([]);
});

test("another room of the old name can be entered, and is meant from then on", async () => {
  const { door, ann, bob } = await world();
  await change(door.chat, bob, { room: "Demo", title: "Stage" });
  await ann.responds();
  await join(door.chat, bob, { room: "Demo" });
  expect((await ann.asks(104, "Demo")).list).toEqual(["bob", "ann"]);
  expect((await ann.asks(108, "Demo", "here")).roomName).toBe("Demo");
  expect((await ann.asks(108, "Stage", "there")).roomName).toBe("Stage");
});

test("of two rooms of one's own that a name was and is, the one that has it now is meant", async () => {
  const { door, ann, bob } = await world();
  await join(door.chat, bob, { room: "Hall" });
  expect((await ann.asks(104, "Hall")).list).toEqual(["bob", "ann"]);
  await change(door.chat, bob, { room: "Demo", title: "Stage" });
  await change(door.chat, bob, { room: "Hall", title: "Demo" });
  expect((await ann.responds()).roomName).toBe("Stage");
  expect((await ann.responds()).roomName).toBe("Demo");
  expect((await ann.asks(108, "Demo", "for those here")).roomName).toBe("Demo");
  expect((await ann.asks(108, "Hall", "the same")).roomName).toBe("Demo");
  expect((await ann.asks(108, "Stage", "there")).roomName).toBe("Stage");
  expect((await ann.asks(109, "Demo")).roomName).toBe("Demo");
  expect((await ann.asks(108, "Stage", "still there")).roomName).toBe("Stage");
});

test("whoever is in a room that becomes private goes on there, and others find nothing", async () => {
  const { door, ann, bob } = await world();
  const cat = await enter(door, "cat", "Other");
  await change(door.chat, bob, { room: "Demo", access: "private" });
  expect((await ann.asks(108, "Demo", "among us")).content).toBe(
    "ann: among us",
  );
  expect((await ann.asks(105, "Demo")).list).toEqual(["bob", "ann"]);
  expect((await cat.asks(105, "Demo")).list).toEqual([]);
  expect((await cat.asks(103)).list).toEqual(["Free Chat", "Other"]);
  expect((await cat.asks(108, "Demo", "hi")).content).toMatch(/^\* /);
  const own = await cat.asks(104, "Demo");
  expect(own.list).toEqual(["cat"]);
});

test("a private room is entered by the name that the invitation tells", async () => {
  const { door, ann, bob } = await world();
  await createRoom(door.chat, bob, { title: "Den", access: "private" });
  await invite(door.chat, bob, { room: "Den", who: "ann" });
  expect((await ann.responds()).content).toBe('* bob invites you to "Den".');
  expect((await ann.asks(104, "Den")).list).toEqual(["bob", "ann"]);
});

test("nobody who only asks sees a private room, its people or its name", async () => {
  const settings = { adminToken: "secret" };
  const door = await openDoor({ settings });
  const { session: bob } = await door.elsewhere("bob");
  await createRoom(door.chat, bob, { title: "Den", access: "private" });
  const authorization = "Bearer secret";
  const stats = await fetch(`${door.http}/v1.0/stats`, {
    headers: { authorization },
  });
  const told = await stats.text();
  expect(told).toContain('"roomStats":[]');
  expect(told).not.toMatch(/Den|bob/);
  for (const path of ["/", "/Den"]) {
    const question = await open(door, path);
    await question.ended;
    expect(question.told.join()).not.toMatch(/Den|bob/);
  }
});

test("in a room that was archived nothing is said any more", async () => {
  const { door, ann, bob } = await world();
  await change(door.chat, bob, { room: "Demo", archived: true });
  const { rspType, content } = await ann.asks(108, "Demo", "hi");
  expect(rspType).toBe(108);
  expect(content).toMatch(/^\* "Demo" is archived/);
});
