import { expect, test } from "vitest";
import { broadcast } from "../../../src/core/verbs/broadcast.ts";
import { invite } from "../../../src/core/verbs/invite.ts";
import { kick } from "../../../src/core/verbs/kick.ts";
import { leave } from "../../../src/core/verbs/leave.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { enter, open } from "./client.ts";
import { openDoor } from "./door.ts";

test("someone who came through another door is heard, seen to come and seen to go", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  const { chat } = door;
  const { session, line } = await door.elsewhere("bob", "Demo");
  expect(await ann.responds()).toEqual({
    roomName: "Demo",
    rspType: 104,
    content: "bob has joined the room.",
    list: ["ann", "bob"],
  });
  await say(chat, session, { room: "Demo", text: "one\n*two* <b>" });
  expect(await ann.responds()).toEqual({
    roomName: "Demo",
    rspType: 108,
    content: "bob: one\n*two* <b>",
    list: [],
  });
  ann.send({ roomName: "Demo", reqType: 108, content: "hi" });
  await line.until(({ said }) => said.some(({ text }) => text === "hi"));
  expect((await ann.responds()).content).toBe("ann: hi");
  await leave(chat, session, "Demo");
  expect(await ann.responds()).toEqual({
    roomName: "Demo",
    rspType: 109,
    content: "bob has left the room.",
    list: ["ann"],
  });
});

test("a direct message has (to you) behind its author, and is answered by the room it came from", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  const { session, line } = await door.elsewhere("bob");
  await whisper(door.chat, session, { to: "ann", text: "psst" });
  const { roomName, ...told } = await ann.responds();
  expect(told).toEqual({
    rspType: 108,
    content: "bob (to you): psst",
    list: [],
  });
  expect(roomName).toMatch(/^~[a-z0-9]{10}$/);
  expect(await ann.asks(108, roomName, "yes?")).toEqual({
    roomName,
    rspType: 108,
    content: "ann: yes?",
    list: [],
  });
  await line.until(({ said }) => said.some(({ text }) => text === "yes?"));
  expect((await ann.asks(102)).rspType).toBe(102);
  expect((await ann.asks(101, "", "anna")).rspType).toBe(101);
});

test("whoever is kicked is told with an empty list, and the others see it go", async () => {
  const door = await openDoor();
  const { session } = await door.elsewhere("bob", "Demo");
  const ann = await enter(door, "ann", "Demo");
  const cat = await enter(door, "cat", "Demo", ann);
  await kick(door.chat, session, { room: "Demo", who: "ann" });
  expect(await ann.responds()).toEqual({
    roomName: "Demo",
    rspType: 109,
    content: 'bob has removed you from room "Demo".',
    list: [],
  });
  expect(await cat.responds()).toEqual({
    roomName: "Demo",
    rspType: 109,
    content: "ann has left the room.",
    list: ["bob", "cat"],
  });
  expect((await ann.asks(108, "Demo", "hi")).content).toBe(
    '* Join "Demo" first.',
  );
});

test("an invitation is told, and opens the room", async () => {
  const door = await openDoor();
  const { session } = await door.elsewhere("bob", "Demo");
  const ann = await enter(door, "ann", "other");
  await invite(door.chat, session, { room: "Demo", who: "ann" });
  expect((await ann.responds()).content).toBe('* bob invites you to "Demo".');
  expect((await ann.asks(104, "Demo")).list).toEqual(["bob", "ann"]);
});

test("what is said to everyone is a line of the server", async () => {
  const door = await openDoor({ broadcastKey: "key" });
  const ann = await enter(door, "ann", "Demo");
  const idle = await open(door);
  const { session } = await door.elsewhere("bob");
  await broadcast(door.chat, session, { text: "supper", key: "key" });
  expect(await ann.responds()).toEqual({
    roomName: "",
    rspType: 108,
    content: "* bob to everyone: supper",
    list: [],
  });
  expect((await idle.asks(102)).rspType).toBe(102);
});

test("whoever joins while others come and go ends with the right list", async () => {
  const door = await openDoor();
  const ann = await open(door);
  await ann.asks(101, "", "ann");
  const others = await Promise.all(
    Array.from({ length: 20 }, (_, n) => door.elsewhere(`guest ${n}`)),
  );
  ann.send({ reqType: 104, roomName: "Demo" });
  await Promise.all(
    others.map(({ session }) => join(door.chat, session, { room: "Demo" })),
  );
  await Promise.all(
    others.slice(5).map(({ session }) => leave(door.chat, session, "Demo")),
  );
  const shown = (): readonly string[] =>
    ann.told
      .map((frame) => JSON.parse(frame) as { rspType: number; list: string[] })
      .filter(({ rspType }) => rspType === 104 || rspType === 109)
      .at(-1)?.list ?? [];
  while (shown().length !== 6) await ann.hears();
  const expected = ["ann", ...others.slice(0, 5).map((_, n) => `guest ${n}`)];
  expect([...shown()].sort()).toEqual(expected.sort());
});
