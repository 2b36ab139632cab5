import { describe, expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { openWebSocket } from "../speakers/web-socket.ts";
import { Raw09, world } from "./raw-09.ts";

async function open(accounts: readonly string[] = []) {
  const server = await startServer();
  const around = await world(server, accounts);
  const ann = await Raw09.open(server);
  return { server, ann, ...around };
}

describe("messages", () => {
  test("reach everyone at every door, in the original's form", async () => {
    const { ann, native } = await open();
    await ann.join("ann");
    await ann.emit("message", { message: 'hi <b>é😀"' });
    expect(ann.carrier.told).toContain(
      '5:::{"args": [{"text": "hi <b>\\u00e9\\ud83d\\ude00\\"", "from_user": "ann"}], "name": "chat_message"}',
    );
    await native.hears('hi <b>é😀"');
  });

  test.each([
    [42, "42"],
    [null, "null"],
    [{ a: [1] }, '{"a":[1]}'],
    ["a\nb", "a\nb"],
  ])("%j is said as %j", async (message, text) => {
    const { ann } = await open();
    await ann.join("ann");
    await ann.emit("message", { message });
    await ann.hears(`ann: ${text}`);
  });

  test("may be given without names", async () => {
    const { ann, native } = await open();
    await ann.emit("connected", "ann", "");
    await ann.emit("message", "hi");
    await ann.hears("ann: hi");
    await ann.emit("privmsg", "eve", "psst");
    await native.hears("psst");
  });

  test("that are refused are told why, and nothing else happens", async () => {
    const { ann } = await open();
    await ann.join("ann");
    await ann.emit("message", { message: " " });
    await ann.emit("message", { message: "x".repeat(5_000) });
    expect(ann.lines).toHaveLength(2);
    for (const line of ann.lines) expect(line).toMatch(/^\*: Error: /);
  });

  test("of an unknown kind are passed over, and acknowledged", async () => {
    const { ann } = await open();
    await ann.join("ann");
    await ann.emit("constructor", {});
    await ann.emit("chat_message", { text: "hi", from_user: "eve" });
    expect(ann.lines).toEqual([]);
  });

  test("nothing of before is shown, nor who comes and goes", async () => {
    const { server, ann, say } = await open();
    await say("earlier");
    await ann.join("ann");
    const bob = await Raw09.open(server);
    await bob.join("bob");
    bob.carrier.end();
    await bob.carrier.ended;
    await say("later");
    await ann.hears("eve: later");
    expect(ann.lines).toEqual(["eve: later"]);
  });
});

describe("private messages", () => {
  test("reach the one alone, and are not echoed", async () => {
    const { server, ann, native } = await open();
    await ann.join("ann");
    const bob = await Raw09.open(server);
    await bob.join("bob");
    await ann.emit("privmsg", { to_user: "bob*", message: "psst" });
    await ann.emit("privmsg", { to_user: "eve", message: "psst, eve" });
    await native.hears("psst, eve");
    await ann.emit("message", { message: "hi" });
    await bob.hears("ann: hi");
    expect(bob.lines).toEqual(["ann: psst", "ann: hi"]);
    expect(ann.lines).toEqual(["ann: hi"]);
  });

  test("to nobody are told so", async () => {
    const { ann } = await open();
    await ann.join("ann");
    await ann.emit("privmsg", { to_user: "nobody", message: "psst" });
    expect(ann.lines).toEqual(["*: Error: there is nobody called 'nobody'."]);
  });
});

describe("what ends a connection", () => {
  const event = (name: string, ...args: unknown[]) =>
    `5:::${JSON.stringify({ name, args })}`;

  test.each([
    event("message", { message: "hi" }),
    event("privmsg", { to_user: "eve", message: "hi" }),
    event("connected", { username: "ann" }),
    event("connected", { username: "ann", password: "", more: 1 }),
    event("connected", { username: 1, password: "" }),
    event("connected", "ann"),
    event("connected"),
    event("message", {}),
    event("message", [], []),
    event("privmsg", { to_user: null, message: "hi" }),
    "5:::{bad json",
    "5:::[]",
    "3:::hello",
    "garbage",
  ])("%s: an error, 0::, and the end", async (packet) => {
    const { ann, members } = await open();
    ann.carrier.send(packet);
    await ann.carrier.ended;
    const [first, error, last, ...more] = ann.carrier.told;
    expect([first, last, more]).toEqual(["1::", "0::", []]);
    expect(error).toMatch(/"text": "Error: .*"from_user": "\*"/);
    expect(await members()).toEqual(["eve"]);
  });

  test("comes behind what was said before", async () => {
    const { ann, native } = await open();
    ann.carrier.send(event("connected", { username: "ann", password: "" }));
    ann.carrier.send(event("message", { message: "before" }));
    ann.carrier.send("garbage");
    ann.carrier.send(event("message", { message: "after" }));
    await ann.carrier.ended;
    await native.hears("before");
    expect(native.texts).toEqual(["before"]);
  });

  test("a message before a name is not made good by a name behind it", async () => {
    const { ann, native, members } = await open(["andrew"]);
    const join = (username: string) =>
      ann.carrier.send(event("connected", { username, password: "wrong" }));
    join("andrew");
    ann.carrier.send(event("message", { message: "hi" }));
    join("ann");
    ann.carrier.send(event("message", { message: "ho" }));
    await ann.carrier.ended;
    expect(await members()).toEqual(["eve"]);
    expect(native.told.filter(({ ev }) => ev !== undefined)).toEqual([]);
  });

  test("Socket.IO 4 says it in its packets, and refuses what is binary", async () => {
    const server = await startServer();
    const path = "/socket.io/?EIO=4&transport=websocket";
    const bob = await openWebSocket(server.port, path);
    await bob.until(() => bob.told.length > 0);
    bob.send("40/admin,");
    bob.send("40");
    await bob.until(() => bob.told.some((frame) => frame.startsWith("40{")));
    expect(bob.told[1]).toMatch(/^44\/admin,\{"message":/);
    bob.send('451-["message",{"_placeholder":true,"num":0}]');
    await bob.ended;
    expect(bob.told.at(-1)).toBe("41");
    expect(bob.told.at(-2)).toMatch(/^42\["chat_message",\{"text":"Error: /);
  });
});

test("an acknowledgement comes behind what it acknowledges", async () => {
  const server = await startServer({ store: "sqlite:" });
  const ann = await Raw09.open(server);
  await ann.join("ann");
  // Whoever has just come reads on from the log for a moment yet.
  await ann.emit("message", { message: "0" });
  await ann.hears("ann: 0");
  for (const text of ["1", "2", "3"]) {
    await ann.emit("message", { message: text });
    expect(ann.lines.at(-1)).toBe(`ann: ${text}`);
  }
});
