import { expect, test } from "vitest";
import { register } from "../../../src/core/verbs/register.ts";
import { account } from "../../support/order.ts";
import { enter, open } from "./client.ts";
import { openDoor } from "./door.ts";

test("a nickname changed in rooms is changed in all of them, and the others' lists stay right", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  const bob = await enter(door, "bob", "Demo", ann);
  await ann.asks(104, "kitchen");
  await door.elsewhere("cat", "kitchen");
  await ann.hears();
  expect(await ann.asks(101, "", "anna")).toMatchObject({
    rspType: 101,
    content: 'Nickname set to "anna".',
  });
  const told = [await ann.responds(), await ann.responds()];
  expect(told.map(({ roomName, list }) => ({ roomName, list }))).toEqual([
    { roomName: "Demo", list: ["anna", "bob"] },
    { roomName: "kitchen", list: ["anna", "cat"] },
  ]);
  expect(await bob.responds()).toEqual({
    roomName: "Demo",
    rspType: 104,
    content: "ann is now known as anna.",
    list: ["anna", "bob"],
  });
  await ann.asks(108, "Demo", "hi");
  expect((await bob.responds()).content).toBe("anna: hi");
  expect(door.chat.people().map(({ name }) => name)).toContain("anna");
});

test("a nickname that is taken in one room is refused with 1006, and the old one stays in all", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "one");
  await ann.asks(104, "two");
  await ann.asks(104, "three");
  const bob = await enter(door, "bob", "two", ann);
  expect(await ann.asks(101, "", "Bob")).toEqual({
    roomName: "two",
    rspType: 1006,
    content: 'Nickname "Bob" is already in use in room "two".',
    list: [],
  });
  expect((await ann.asks(102)).content).toBe("ann");
  for (const [room, list] of [
    ["one", ["ann"]],
    ["two", ["ann", "bob"]],
    ["three", ["ann"]],
  ] as const)
    expect((await ann.asks(105, room)).list).toEqual(list);
  await bob.asks(108, "two", "hi");
  expect(bob.told.at(-1)).toContain("bob: hi");
  expect(door.chat.people().map(({ name }) => name)).toEqual(["ann", "bob"]);
});

test("the name of an account is no nickname in a room", async () => {
  const door = await openDoor();
  const by = { address: "127.0.0.1" };
  await register(door.chat, { name: "bob", password: "long enough" }, by);
  const ann = await enter(door, "ann", "Demo");
  expect((await ann.asks(101, "", "bob")).rspType).toBe(1006);
  expect((await ann.asks(105, "Demo")).list).toEqual(["ann"]);
});

test("a nickname set after leaving every room is the one that is joined with", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  await ann.asks(109, "Demo");
  await ann.asks(101, "", "anna");
  expect((await ann.asks(104, "Demo")).list).toEqual(["anna"]);
  const other = await open(door);
  await other.asks(101, "", "ann");
  expect((await other.asks(104, "Demo")).list).toEqual(["anna", "ann"]);
});

test("whoever is muted in a room takes no other nickname, and keeps his in all", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "one");
  await ann.asks(104, "two");
  const { id } = door.chat.people().find(({ name }) => name === "ann") ?? {};
  const olga = await account(door.chat, "olga", "owner");
  await olga.mute({ who: id ?? "", room: "two" });
  await olga.end();
  const told: string[] = [];
  ann.send({ reqType: 101, content: "loud" });
  while (!told.at(-1)?.includes("You can read but not say anything"))
    told.push(await ann.hears());
  expect((await ann.asks(102)).content).toBe("ann");
  for (const room of ["one", "two"])
    expect((await ann.asks(105, room)).list).toEqual(["ann"]);
});
