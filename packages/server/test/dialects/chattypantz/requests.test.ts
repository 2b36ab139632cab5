import { describe, expect, test } from "vitest";
import { setAccess, setMost } from "../../../src/core/verbs/change.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { enter, open } from "./client.ts";
import { openDoor } from "./door.ts";

const answer = (
  rspType: number,
  roomName: string,
  content: string,
  list: readonly string[] = [],
) => ({ roomName, rspType, content, list });

test("a nickname is told back, and claims nothing", async () => {
  const door = await openDoor();
  const [ann, bob] = [await open(door), await open(door)];
  expect(await ann.asks(102)).toEqual(answer(102, "", ""));
  for (const one of [ann, bob]) {
    expect(await one.asks(101, "", "ann")).toEqual(
      answer(101, "", 'Nickname set to "ann".'),
    );
    expect(await one.asks(102, "ignored")).toEqual(answer(102, "", "ann"));
  }
  expect(door.chat.people()).toEqual([]);
});

describe("a nickname that is none is refused with 1004", () => {
  test.each([
    ["", "nickname cannot be blank"],
    [" ", "A name has 1 to 32 characters. Choose another."],
    ["a".repeat(33), "A name has 1 to 32 characters. Choose another."],
    ["bob: hi", 'A name has none of : , * " [ ]. Choose another.'],
    ["bob (to you)", 'A name does not end in "(to you)". Choose another.'],
  ])("%j", async (nick, content) => {
    const ann = await open(await openDoor());
    expect(await ann.asks(101, "", nick)).toEqual(answer(1004, "", content));
    expect(await ann.asks(102)).toEqual(answer(102, "", ""));
  });
});

test("nobody joins without a nickname", async () => {
  const ann = await open(await openDoor());
  expect(await ann.asks(104, "Demo")).toEqual(
    answer(1004, "Demo", "nickname cannot be blank"),
  );
});

test("rooms are listed once they are made, and only a join makes one", async () => {
  const door = await openDoor();
  const ann = await open(door);
  expect(await ann.asks(103)).toEqual(answer(103, "", "", ["Free Chat"]));
  expect(await ann.asks(105, "Demo")).toEqual(answer(105, "Demo", ""));
  expect((await ann.asks(106, "Demo")).rspType).toBe(1008);
  ann.send({ reqType: 109, roomName: "Demo" });
  expect(await ann.asks(103)).toEqual(answer(103, "", "", ["Free Chat"]));
  await enter(door, "bob", "Demo");
  expect(await ann.asks(103)).toEqual(
    answer(103, "", "", ["Demo", "Free Chat"]),
  );
  expect(await ann.asks(105, "demo")).toEqual(answer(105, "demo", "", ["bob"]));
});

test("a second join of the same room is refused with 1005", async () => {
  const ann = await enter(await openDoor(), "ann", "Demo");
  const refused = 'You are already a member of room "Demo".';
  expect(await ann.asks(104, "Demo")).toEqual(answer(1005, "Demo", refused));
  expect(await ann.asks(104, "demo", "hidden")).toEqual(
    answer(1005, "Demo", refused),
  );
  expect((await ann.asks(105, "Demo")).list).toEqual(["ann"]);
});

test("whoever joins hidden is announced, is in no list, holds the nickname and cannot say", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  const bob = await open(door);
  await bob.asks(101, "", "bob");
  const joined = answer(104, "Demo", "bob has joined the room.", ["ann"]);
  expect(await bob.asks(104, "Demo", "hidden")).toEqual(joined);
  expect(await ann.responds()).toEqual(joined);
  const cat = await open(door);
  await cat.asks(101, "", "BOB");
  expect(await cat.asks(104, "Demo")).toEqual(
    answer(1006, "Demo", 'Nickname "BOB" is already in use in room "Demo".'),
  );
  expect(await bob.asks(108, "Demo", "hi")).toEqual(
    answer(
      1007,
      "Demo",
      'Nickname "bob" is hidden. Cannot post in room "Demo".',
    ),
  );
  expect(await bob.asks(107, "Demo")).toEqual(
    answer(107, "Demo", 'You are now unhidden in room "Demo".'),
  );
  expect((await ann.asks(105, "Demo")).list).toEqual(["ann", "bob"]);
  expect(await bob.asks(106, "Demo")).toEqual(
    answer(106, "Demo", 'You are now hidden in room "Demo".'),
  );
  expect((await ann.asks(105, "Demo")).list).toEqual(["ann"]);
  expect(ann.rest).toEqual([]);
});

test("who is not in a room can neither hide nor speak there, and leaves it without an answer", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  const bob = await open(door);
  expect(await bob.asks(106, "Demo")).toEqual(
    answer(1008, "Demo", 'Join "Demo" first.'),
  );
  expect(await bob.asks(108, "Demo", "hi")).toEqual(
    answer(108, "Demo", '* Join "Demo" first.'),
  );
  await bob.asks(101, "", "bob");
  await bob.asks(104, "elsewhere");
  expect(await bob.asks(107, "Demo")).toEqual(
    answer(1008, "Demo", 'Join "Demo" first.'),
  );
  expect(await bob.asks(108, "Demo", "hi")).toEqual(
    answer(108, "Demo", '* Join "Demo" first.'),
  );
  bob.send({ reqType: 109, roomName: "Demo" });
  bob.send({ reqType: 109, roomName: "nowhere" });
  expect((await bob.asks(102)).rspType).toBe(102);
  expect(ann.rest).toEqual([]);
});

describe("a request without a room is refused with 1001", () => {
  test.each([
    "{}",
    "null",
    '{"reqType":104}',
    '{"reqType":108,"content":"hi"}',
    '{"reqType":109}',
    '{"reqType":7}',
  ])("%s", async (frame) => {
    const ann = await open(await openDoor());
    ann.send(frame);
    expect(await ann.responds()).toEqual(
      answer(1001, "", "room name is mandatory to access a room"),
    );
  });
});

test("a request of no known number is refused with 1008", async () => {
  const ann = await open(await openDoor());
  const content = 'Unknown request sent to room "Demo".';
  ann.send({ roomName: "Demo" });
  expect(await ann.responds()).toEqual(answer(1008, "Demo", content));
  for (const reqType of [0, 100, 110, 1001, -104])
    expect(await ann.asks(reqType, "Demo")).toEqual(
      answer(1008, "Demo", content),
    );
});

test("what is no title of a room is refused with 1001, and the reason", async () => {
  const ann = await open(await openDoor());
  await ann.asks(101, "", "ann");
  expect(await ann.asks(104, "#kitchen")).toEqual(
    answer(
      1001,
      "#kitchen",
      "A room's title does not begin with #, @ or ~. Choose another.",
    ),
  );
});

test("past the maximum of rooms a join is refused with 1002", async () => {
  const door = await openDoor({ limits: { rooms: 2 } });
  const ann = await enter(door, "ann", "Demo");
  expect(await ann.asks(104, "more")).toEqual(
    answer(1002, "more", "maximum number of rooms reached"),
  );
  expect((await ann.asks(104, "Free Chat")).rspType).toBe(104);
});

test("a room that cannot be entered is refused with 1003", async () => {
  const door = await openDoor();
  const { chat } = door;
  const { session } = await door.elsewhere("dan", "small", "private");
  await setMost(chat, session, { room: "small", most: 1 });
  await setAccess(chat, session, { room: "private", access: "closed" });
  const ann = await open(door);
  await ann.asks(101, "", "ann");
  for (const room of ["small", "private"]) {
    const refused = await ann.asks(104, room);
    expect(refused).toMatchObject({ rspType: 1003, roomName: room });
  }
  expect((await ann.asks(103)).list).toContain("private");
  expect((await ann.asks(105, "small")).list).toEqual(["dan"]);
  expect((await ann.asks(105, "private")).list).toEqual([]);
});

test("the name of an account is nobody's nickname in a room", async () => {
  const door = await openDoor();
  const by = { address: "127.0.0.1" };
  await register(door.chat, { name: "ann", password: "long enough" }, by);
  const ann = await open(door);
  expect((await ann.asks(101, "", "Ann")).rspType).toBe(101);
  expect(await ann.asks(104, "Demo")).toEqual(
    answer(1006, "Demo", 'Nickname "Ann" is already in use in room "Demo".'),
  );
  await ann.asks(101, "", "bob");
  expect((await ann.asks(104, "Demo")).list).toEqual(["bob"]);
});

test("a nickname that someone has elsewhere in the chat is free in a room without him", async () => {
  const door = await openDoor();
  await door.elsewhere("ann", "kitchen");
  const ann = await enter(door, "ann", "Demo");
  expect((await ann.asks(105, "Demo")).list).toEqual(["ann"]);
  expect((await ann.asks(104, "kitchen")).rspType).toBe(1006);
});

test("whoever says too much, nothing, or too fast is told so and stays", async () => {
  const door = await openDoor({
    limits: { says: { perSecond: 0.01, burst: 3 } },
  });
  const ann = await enter(door, "ann", "Demo");
  expect((await ann.asks(108, "Demo", "x".repeat(4_001))).content).toMatch(
    /^\* A message has at most 4000 characters/,
  );
  expect((await ann.asks(108, "Demo", " ")).content).toBe(
    "* The text is blank. Say something.",
  );
  const heard: string[] = [];
  for (let n = 0; n < 4; n++)
    heard.push((await ann.asks(108, "Demo", "hi")).content);
  expect(heard.at(-1)).toMatch(/^\* You are talking too fast/);
  expect(heard.slice(0, 3)).toEqual(["ann: hi", "ann: hi", "ann: hi"]);
});
