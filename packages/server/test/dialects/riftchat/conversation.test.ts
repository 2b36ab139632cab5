import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { openBlocks } from "../speakers/blocks.ts";
import { enter } from "../speakers/speaker.ts";
import { nativeWebSocket } from "../speakers/native.ts";
import { ramblerPage } from "../speakers/rambler.ts";
import { riftchatClient } from "./client.ts";

test("the conversation goes as the original's, frame by frame", async () => {
  const server = await startServer({ doors: ["riftchat"] });
  const ann = await riftchatClient(server);
  expect(ann.name).toMatch(/^[0-9A-Za-z]{10}$/);
  expect(ann.carrier.told).toEqual([
    `{"code": 202, "new": "${ann.name}"}`,
    `{"code": 201, "new": "${ann.name}"}`,
  ]);

  const bob = await riftchatClient(server);
  await ann.tells(`{"code": 201, "new": "${bob.name}"}`);
  expect(bob.carrier.told).toEqual([
    `{"code": 202, "new": "${bob.name}"}`,
    `{"code": 201, "new": "${bob.name}"}`,
  ]);

  ann.rename("alice");
  const renamed = `{"code": 203, "old": "${ann.name}", "new": "alice"}`;
  await bob.tells(renamed);
  await ann.tells(renamed);
  expect(ann.told.slice(1)).toEqual(['{"code": 202, "new": "alice"}', renamed]);
  expect(bob.told).toEqual([renamed]);

  bob.say("hello é 😀 <b>&\"'");
  const said = new RegExp(
    String.raw`^\{"code": 200, "message": \{"timestamp": \d{13}, "username": "${bob.name}", "message": "hello \\u00e9 \\ud83d\\ude00 <b>&\\"'"\}\}$`,
  );
  for (const one of [ann, bob]) {
    await one.hears(bob.name, "hello é 😀 <b>&\"'");
    expect(one.told.at(-1)).toMatch(said);
  }
  // One entry, one time.
  expect(ann.told.at(-1)).toBe(bob.told.at(-1));

  ann.carrier.cut("reset");
  await bob.tells('{"code": 204, "username": "alice"}');
  bob.carrier.end();
  await bob.carrier.ended;
  expect(bob.told).toHaveLength(3);
});

test("what is asked before the greeting is done behind it, in order", async () => {
  const server = await startServer({ doors: ["riftchat"] });
  const carrier = await openBlocks(server.door("riftchat"));
  const frames = [
    { code: 101, username: "ann" },
    { code: 100, message: "one" },
    { code: 101, username: "bob" },
    { code: 100, message: "two" },
    { code: 999 },
    { code: 100, message: "three" },
  ].map((one) => carrier.bytesOf(JSON.stringify(one)));
  void carrier.raw(Buffer.concat(frames));
  carrier.end();
  await carrier.ended;
  const told = carrier.told.map((frame) => JSON.parse(frame) as object);
  const name: unknown = (told[0] as { new: string }).new;
  const said = (username: string, message: string) => ({
    code: 200,
    message: { timestamp: expect.any(Number) as number, username, message },
  });
  expect(told.slice(0, 2)).toEqual([
    { code: 202, new: name },
    { code: 201, new: name },
  ]);
  // What is said comes back when it is kept; what one is called comes at once.
  expect(told.filter((one) => "new" in one).slice(2)).toEqual([
    { code: 202, new: "ann" },
    { code: 203, old: name, new: "ann" },
    { code: 202, new: "bob" },
    { code: 203, old: "ann", new: "bob" },
  ]);
  expect(told.filter((one) => "message" in one)).toEqual([
    said("ann", "one"),
    said("bob", "two"),
    said("bob", "three"),
  ]);
});

test("a name that cannot be is answered with the one that is kept, and told to nobody", async () => {
  const server = await startServer({ doors: ["riftchat"] });
  const ann = await riftchatClient(server);
  const bob = await riftchatClient(server);
  const names = ["", " ", "a:b", "*", "bob (to you)", "x".repeat(33), 42, null];
  for (const name of names) bob.rename(name);
  const kept = `{"code": 202, "new": "${bob.name}"}`;
  await bob.carrier.until(() => bob.told.length >= names.length);
  expect(bob.told).toEqual(names.map(() => kept));
  bob.say("still me");
  await ann.hears(bob.name, "still me");
  expect(ann.told).toHaveLength(2);
});

test("a name that is another's is given with a number behind it", async () => {
  const server = await startServer({ doors: ["riftchat"] });
  const ann = await riftchatClient(server);
  const bob = await riftchatClient(server);
  ann.rename("ann");
  await ann.tells('{"code": 202, "new": "ann"}');
  bob.rename("Ann");
  await ann.tells(`{"code": 203, "old": "${bob.name}", "new": "Ann~1"}`);
  expect(bob.told).toContain('{"code": 202, "new": "Ann~1"}');

  const cat = await enter(ramblerPage, server, "cat");
  cat.carrier.cut("end");
  ann.rename("cat");
  await ann.tells('{"code": 202, "new": "cat~1"}');
});

test("the name that one has already is told to him alone", async () => {
  const server = await startServer({ doors: ["riftchat"] });
  const ann = await riftchatClient(server);
  const bob = await riftchatClient(server);
  bob.rename(bob.name);
  await bob.tells(`{"code": 203, "old": "${bob.name}", "new": "${bob.name}"}`);
  bob.say("done");
  await ann.hears(bob.name, "done");
  expect(ann.told).toHaveLength(2);
});

test("what is no text is said as its JSON", async () => {
  const server = await startServer({ doors: ["riftchat"] });
  const ann = await riftchatClient(server);
  const bob = await riftchatClient(server);
  const values = [null, 42, true, { a: [1, "é"] }, []];
  for (const value of values) bob.say(value);
  await ann.hears(bob.name, "[]");
  expect(ann.heard.map(([, text]) => text)).toEqual(
    values.map((value) => JSON.stringify(value)),
  );
});

test("a text that is refused is told to its author alone, and he stays", async () => {
  const server = await startServer({
    doors: ["riftchat"],
    limits: { says: { perSecond: 0.01, burst: 5 } },
  });
  const ann = await riftchatClient(server);
  const bob = await riftchatClient(server);
  bob.say("");
  await bob.hears("*", "The text is blank. Say something.");
  bob.say("x".repeat(4_001));
  await bob.carrier.until(() => bob.heard.length === 2);
  expect(bob.heard[1]?.[0]).toBe("*");
  expect(bob.heard[1]?.[1]).toContain("4000 characters");
  for (let n = 0; n < 6; n++) bob.say(`${n}`);
  await bob.carrier.until(() => bob.heard.length === 8);
  expect(bob.heard.filter(([author]) => author === "*")).toHaveLength(3);
  await ann.hears(bob.name, "4");
  expect(ann.heard).toEqual([0, 1, 2, 3, 4].map((n) => [bob.name, String(n)]));
});

test("a direct message says whom it is from, and to whom", async () => {
  const server = await startServer({ doors: ["riftchat"] });
  const ann = await riftchatClient(server);
  const bob = await riftchatClient(server);
  const cat = await enter(nativeWebSocket, server, "cat");
  cat.whisper(bob.name, "for you");
  await bob.hears("cat (to you)", "for you");
  cat.say("for all");
  await ann.hears("cat", "for all");
  expect(ann.heard).toHaveLength(1);
});

test("the end of the server is told to everyone, and nothing else behind it", async () => {
  const server = await startServer({ doors: ["riftchat"] });
  const clients = [await riftchatClient(server), await riftchatClient(server)];
  await server.close();
  for (const client of clients) {
    await client.carrier.ended;
    expect(
      client.told.filter((frame) => frame === '{"code": 205}'),
    ).toHaveLength(1);
    expect(client.told.at(-1)).toBe('{"code": 205}');
  }
});

test("a frame is its length in eight bytes, and as many bytes of JSON", async () => {
  const server = await startServer({ doors: ["riftchat"] });
  const carrier = await openBlocks(server.door("riftchat"));
  await carrier.until(() => carrier.told.length >= 2);
  const frame = '{"code": 202, "new": "0123456789"}';
  const bytes = Buffer.concat(carrier.pieces);
  expect(bytes.toString("hex", 0, 8)).toBe("0000000000000022");
  expect(bytes.length).toBe(2 * (8 + frame.length));
});

test("whoever cannot be let in is told why, and goes unseen", async () => {
  const server = await startServer({
    doors: ["riftchat"],
    limits: { roomsPerSession: 0 },
  });
  const carrier = await openBlocks(server.door("riftchat"));
  await carrier.ended;
  const [told, ...more] = carrier.told;
  expect(JSON.parse(told ?? "")).toMatchObject({
    code: 200,
    message: {
      username: "*",
      message: expect.stringContaining("rooms") as string,
    },
  });
  expect(more).toEqual([]);
});
