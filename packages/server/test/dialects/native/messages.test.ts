// What happens to messages, over real sockets.
import { describe, expect, test } from "vitest";
import { doorNames, doors, enter, post } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";

const time = expect.any(Number) as number;

describe.each(doorNames)("over %s", (door) => {
  test("messages are answered, corrected, reacted to and deleted, and whoever comes back sees what is left", async () => {
    const server = await startServer({ store: "sqlite:" });
    const ann = await enter(doors[door](server), "ann");
    const bob = await enter(doors[door](server), "bob");
    for (const who of [ann, bob]) await who.must("join", { room: "den" });
    const { id } = await bob.must("person", { who: "ann" });
    const say = { room: "den", text: "a secret, @ann" };
    expect(await bob.must("say", say)).toEqual({ seq: 1, at: time });
    await ann.must("typing", { room: "den" });
    const requests = [
      ["say", { text: "what?", reply: 1 }],
      ["react", { seq: 1, reaction: "👍🏽" }],
    ] as const;
    for (const [verb, params] of requests)
      await ann.must(verb, { room: "den", ...params });
    const text = "another secret";
    await bob.must("edit", { room: "den", seq: 1, text });
    expect(await ann.codeOf("delete", { room: "den", seq: 9 })).toBe(
      "no_such_message",
    );
    await bob.must("delete", { room: "den", seq: 1 });
    await bob.until(() => bob.events.at(-1)?.["ev"] === "deleted");
    expect(
      bob.events.filter(({ ev }) => ev !== "joined" && ev !== "left"),
    ).toMatchObject([
      { ev: "said", seq: 1, text: "a secret, @ann", mentions: [id] },
      { ev: "typing", id, name: "ann" },
      { ev: "said", seq: 2, text: "what?", reply: 1 },
      { ev: "reacted", seq: 3, of: 1, reaction: "👍🏽", on: true, count: 1 },
      { ev: "edited", seq: 4, of: 1, text },
      { ev: "deleted", seq: 5, of: 1 },
    ]);
    expect(ann.events.some(({ ev }) => ev === "typing")).toBe(false);
    const cat = await enter(doors[door](server), "cat");
    const joined = await cat.must("join", { room: "den", last: 10 });
    const left = [
      { ev: "said", seq: 1, text: "", gone: true },
      { ev: "said", seq: 2, text: "what?", reply: 1 },
      { ev: "reacted", seq: 3, of: 1 },
      { ev: "edited", seq: 4, of: 1, text: "", gone: true },
      { ev: "deleted", seq: 5, of: 1 },
    ];
    expect(joined["entries"]).toMatchObject(left);
    const since = { epoch: joined["epoch"], seq: 0 };
    await cat.must("join", { room: "den", since });
    await cat.until(() => cat.events.at(-1)?.["ev"] === "deleted");
    expect(cat.events.slice(-5)).toMatchObject(left);
    expect(JSON.stringify(cat.told)).not.toContain("secret");
  });

  test("a frame that is no request of these verbs is refused, and the next one answered", async () => {
    const server = await startServer();
    const ann = await enter(doors[door](server), "ann");
    await ann.must("join", { room: "den" });
    await ann.must("say", { room: "den", text: "hi" });
    const room = "den";
    for (const [verb, params] of [
      ["edit", {}],
      ["edit", { seq: "1", text: "x" }],
      ["edit", { seq: 1.5, text: "x" }],
      ["edit", { seq: 0, text: "x" }],
      ["edit", { seq: 1, text: { $ne: "" } }],
      ["delete", { seq: [1] }],
      ["delete", { seq: null }],
      ["react", { seq: 1 }],
      ["react", { seq: 1, reaction: "" }],
      ["react", { seq: 1, reaction: "x".repeat(65) }],
      ["react", { seq: 1, reaction: "+1" }],
      ["react", { seq: 1, reaction: "👍", on: "yes" }],
      ["say", { text: "x", reply: "1" }],
      ["say", { text: "x", reply: -1 }],
      ["versions", {}],
      ["reactions", { seq: 1, limit: 501 }],
      ["reactions", { seq: 1, after: -1 }],
    ] as const)
      expect([
        verb,
        params,
        await ann.codeOf(verb, { room, ...params }),
      ]).toEqual([verb, params, "bad_request"]);
    expect(await ann.must("edit", { room, seq: 1, text: "ho" })).toEqual({
      seq: 2,
      at: time,
    });
  });
});

test("over HTTP one edits, reacts and deletes by a token, and those in the room hear it", async () => {
  const server = await startServer();
  const ann = await enter(doors.WebSocket(server), "ann");
  await ann.must("join", { room: "den" });
  const { body } = await post(server, "hello", { name: "bob" });
  const token = String(body["token"]);
  const call = async (verb: string, params: object) =>
    (await post(server, verb, { room: "den", ...params }, token)).body;
  await call("join", {});
  expect(await call("say", { text: "hi" })).toEqual({ seq: 1, at: time });
  expect(await call("edit", { seq: 1, text: "ho" })).toEqual({
    seq: 2,
    at: time,
  });
  expect(await call("react", { seq: 1, reaction: "🎉" })).toMatchObject({
    count: 1,
  });
  expect(await call("delete", { seq: 1, key: "k" })).toMatchObject({ seq: 4 });
  expect(await call("delete", { seq: 1, key: "k" })).toMatchObject({
    seq: 4,
    repeated: true,
  });
  await ann.until(() => ann.events.at(-1)?.["ev"] === "deleted");
  expect(ann.events.map(({ ev }) => ev).slice(-4)).toEqual([
    "said",
    "edited",
    "reacted",
    "deleted",
  ]);
});
