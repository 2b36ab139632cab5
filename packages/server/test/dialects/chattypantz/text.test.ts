import { describe, expect, test } from "vitest";
import { kick } from "../../../src/core/verbs/kick.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { say } from "../../../src/core/verbs/say.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { enter, enterText, open } from "./client.ts";
import { openDoor } from "./door.ts";

test("lines go to the others, and comings and goings with their addresses", async () => {
  const door = await openDoor();
  const ann = await enterText(door, "/Demo/ann");
  ann.send("is anybody here?");
  const bob = await open(door, "/Demo/b%C3%B6b");
  const address = `127.0.0.1:${bob.port}`;
  expect(await bob.hears()).toBe("ann: is anybody here?");
  expect(await ann.hears()).toBe(`böb ${address} joined the party!`);
  bob.send("<b>&\"' 😀");
  expect(await ann.hears()).toBe("böb: <b>&\"' 😀");
  ann.send("hi");
  expect(await bob.hears()).toBe("ann: hi");
  bob.ws.close();
  await bob.ended;
  expect(await ann.hears()).toBe(`böb ${address} has left the room`);
  expect([...ann.rest, ...bob.rest]).toEqual([]);
});

test("both forms of the door meet in a room; an address is told by the text form only, of its own", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  const bob = await open(door, "/Demo/bob");
  expect(await ann.responds()).toEqual({
    roomName: "Demo",
    rspType: 104,
    content: "bob has joined the room.",
    list: ["ann", "bob"],
  });
  const cat = await enter(door, "cat", "Demo", ann);
  expect(await bob.hears()).toBe("cat joined the party!");
  await cat.asks(101, "", "kate");
  expect(await bob.hears()).toBe("cat is now known as kate");
  bob.send("hi");
  expect((await ann.responds()).content).toBe("cat is now known as kate.");
  expect((await ann.responds()).content).toBe("bob: hi");
  bob.ws.close();
  expect((await ann.responds()).content).toBe("bob has left the room.");
});

test("a newcomer gets the last lines, as many as is set", async () => {
  const door = await openDoor({ settings: { history: 3 } });
  const { session } = await door.elsewhere("ann", "Demo");
  for (const text of ["one", "two", "three\nbob: forged", "four"])
    await say(door.chat, session, { room: "Demo", text });
  const bob = await open(door, "/Demo/bob");
  expect([await bob.hears(), await bob.hears(), await bob.hears()]).toEqual([
    "ann: two",
    "ann: three\n  bob: forged",
    "ann: four",
  ]);
});

test("addresses are left out where the operator does not show them", async () => {
  const door = await openDoor({ settings: { showAddresses: false } });
  const ann = await enterText(door, "/Demo/ann");
  ann.send("hi");
  const bob = await open(door, "/Demo/bob");
  await bob.hears();
  expect(await ann.hears()).toBe("bob joined the party!");
  bob.ws.terminate();
  expect(await ann.hears()).toBe("bob has left the room");
});

describe("whoever cannot enter is told why, and let go", () => {
  test("by a nickname that someone in the room has", async () => {
    const door = await openDoor();
    const ann = await enterText(door, "/Demo/ann");
    ann.send("hi");
    await enter(door, "bob", "Demo");
    expect(await ann.hears()).toBe("bob joined the party!");
    for (const nick of ["ann", "ANN", "bob"]) {
      const late = await open(door, `/Demo/${nick}`);
      const reason = `Nickname "${nick}" is already in use in room "Demo".`;
      expect(await late.ended).toEqual({ code: 1008, reason });
      expect(late.told).toEqual([`* ${reason}`]);
    }
    expect(ann.rest).toEqual([]);
  });

  test("by the name of an account", async () => {
    const door = await openDoor();
    const by = { address: "127.0.0.1" };
    await register(door.chat, { name: "ann", password: "long enough" }, by);
    const ann = await open(door, "/Demo/ann");
    expect((await ann.ended).code).toBe(1008);
  });

  test.each([
    "/Demo/%23bob",
    "/Demo/a%2Cb",
    `/Demo/${"x".repeat(33)}`,
    "/%7Eroom/bob",
    "/~k3v9x2m0qa/bob",
  ])("by what is no name or no room: %s", async (path) => {
    const bob = await open(await openDoor(), path);
    expect((await bob.ended).code).toBe(1008);
    expect(bob.told).toHaveLength(1);
    expect(bob.told[0]).toMatch(/^\* /);
  });

  test("with a reason that is cut where a close frame ends", async () => {
    const door = await openDoor();
    const room = encodeURIComponent("😀".repeat(60));
    await enter(door, "ann", "😀".repeat(60));
    const late = await open(door, `/${room}/ann`);
    const { code, reason } = await late.ended;
    expect(code).toBe(1008);
    expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
    expect(late.told[0]).toContain(reason);
  });
});

test("a binary frame is answered with a line, and ends the connection", async () => {
  const door = await openDoor();
  const ann = await enterText(door, "/Demo/ann");
  ann.send("hi");
  const bob = await open(door, "/Demo/bob");
  await bob.hears();
  await ann.hears();
  bob.ws.send(Buffer.from("hi"));
  expect(await bob.hears()).toBe("* Only text is supported.");
  expect(await bob.ended).toEqual({
    code: 1003,
    reason: "Only text is supported.",
  });
  expect(await ann.hears()).toMatch(/^bob .* has left the room$/);
});

test("what cannot be said is refused with a line of the server", async () => {
  const ann = await enterText(await openDoor(), "/Demo/ann");
  ann.send("");
  expect(await ann.hears()).toBe("* The text is blank. Say something.");
  ann.send("x".repeat(4_001));
  expect(await ann.hears()).toMatch(
    /^\* A message has at most 4000 characters/,
  );
});

test("a direct message has (to you) behind its author", async () => {
  const door = await openDoor();
  const ann = await enterText(door, "/Demo/ann");
  const { session } = await door.elsewhere("bob", "Demo");
  expect(await ann.hears()).toBe("bob joined the party!");
  await whisper(door.chat, session, { to: "ann", text: "psst\n* forged" });
  expect(await ann.hears()).toBe("bob (to you): psst\n  * forged");
});

test("whoever is kicked is told so, and let go", async () => {
  const door = await openDoor();
  const { session, line } = await door.elsewhere("bob", "Demo");
  const ann = await enterText(door, "/Demo/ann");
  await line.until(({ heard }) => heard.some(({ kind }) => kind === "joined"));
  await kick(door.chat, session, { room: "Demo", who: "ann" });
  expect(await ann.hears()).toBe("* bob has removed you from the room.");
  expect((await ann.ended).code).toBe(1008);
});

test("what is said right after connecting is heard, and who goes at once leaves no ghost", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  const bob = await open(door, "/Demo/bob");
  bob.send("hi");
  bob.send("bye");
  bob.ws.close();
  expect((await ann.responds()).content).toBe("bob has joined the room.");
  expect((await ann.responds()).content).toBe("bob: hi");
  expect((await ann.responds()).content).toBe("bob: bye");
  expect((await ann.responds()).content).toBe("bob has left the room.");
});

describe("a question is answered with one frame, and the connection is closed", () => {
  const told = async (door: { port: number }, path: string) => {
    const client = await open(door, path);
    expect(await client.ended).toEqual({ code: 1000, reason: "" });
    expect(client.told).toHaveLength(1);
    return JSON.parse(client.told[0] ?? "") as unknown;
  };

  test("which rooms there are", async () => {
    const door = await openDoor();
    expect(await told(door, "/")).toEqual(["Free Chat"]);
    await enter(door, "ann", "a <b>");
    expect(await told(door, "/?x=1")).toEqual(["a <b>", "Free Chat"]);
  });

  test("who is in a room, which it does not make", async () => {
    const door = await openDoor();
    expect(await told(door, "/Demo")).toEqual([]);
    expect(await told(door, "/")).toEqual(["Free Chat"]);
    const ann = await enter(door, "ann", "Demo");
    await enter(door, "bob", "Demo");
    expect(await told(door, "/demo")).toEqual(["ann", "bob"]);
    await ann.asks(106, "Demo");
    expect(await told(door, "/Demo")).toEqual(["bob"]);
  });
});
