import { describe, expect, test } from "vitest";
import { doorNames, doors, enter, post } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";

const id = expect.stringMatching(/^[a-z0-9]{16}$/) as string;
const room = expect.stringMatching(/^~[a-z0-9]{10}$/) as string;
const text = expect.any(String) as string;
const time = expect.any(Number) as number;

describe.each(doorNames)("over %s", (door) => {
  test.each(["memory:", "sqlite:"] as const)(
    "the conversation goes as the protocol has it, on %s",
    async (store) => {
      const server = await startServer({ store });
      const ann = await doors[door](server);

      ann.raw('{"id":1,"do":"hello","name":"ann"}');
      expect(await ann.reply(1)).toEqual({
        re: 1,
        ok: {
          session: id,
          id,
          name: "ann",
          account: false,
          role: "guest",
          token: expect.stringMatching(/^[\w-]{43}$/) as string,
          version: "koine.1",
          lobby: { room, title: "Free Chat" },
        },
      });
      const me = (await ann.reply(1)).ok;

      ann.raw('{"id":2,"do":"join","room":"kitchen"}');
      expect(await ann.reply(2)).toEqual({
        re: 2,
        ok: {
          room,
          title: "kitchen",
          name: "ann",
          access: "public",
          most: 0,
          topic: "",
          description: "",
          archived: false,
          role: "owner",
          read: 0,
          epoch: text,
          seq: 0,
          first: 1,
          count: 1,
        },
      });
      const kitchen = (await ann.reply(2)).ok;

      ann.raw('{"id":3,"do":"say","room":"kitchen","text":"hi","key":"8f3a"}');
      await ann.hears("hi");
      expect(ann.told.slice(2)).toEqual([
        { re: 3, ok: { seq: 1, at: time } },
        {
          ev: "said",
          room: kitchen?.["room"],
          seq: 1,
          by: me?.["id"],
          name: "ann",
          text: "hi",
          at: (await ann.reply(3)).ok?.["at"],
          key: "8f3a",
        },
      ]);

      for (let n = 2; n <= 41; n++)
        await ann.must("say", { room: "kitchen", text: `${n}` });
      const entries = (count: number) =>
        Array.from({ length: count }, (_, n) => n + 1).map(
          (seq) => expect.objectContaining({ ev: "said", seq }) as unknown,
        );
      ann.raw(
        '{"id":4,"do":"history","room":"kitchen","before":42,"limit":50}',
      );
      expect(await ann.reply(4)).toEqual({
        re: 4,
        ok: { epoch: kitchen?.["epoch"], first: 1, entries: entries(41) },
      });

      const bob = await enter(doors[door](server), "bob");
      const since = { epoch: kitchen?.["epoch"], seq: 30 };
      bob.raw(JSON.stringify({ id: 5, do: "join", room: "kitchen", since }));
      expect((await bob.reply(5)).ok).toMatchObject({ seq: 41, count: 2 });
      await bob.until(() => bob.events.length >= 11);
      expect(bob.events).toEqual(
        entries(41)
          .slice(30)
          .map((entry) => entry),
      );
      bob.raw(
        '{"id":6,"do":"join","room":"kitchen","since":{"epoch":"of another life","seq":30}}',
      );
      expect(await bob.reply(6)).toEqual({
        re: 6,
        error: { code: "reset", message: text },
      });
    },
  );

  test("replies come in the order of the requests, and each say's ahead of its own event", async () => {
    const server = await startServer();
    const ann = await doors[door](server);
    const requests: object[] = [
      { do: "hello", name: "ann" },
      { do: "join", room: "kitchen" },
    ];
    for (let n = 0; n < 60; n++) {
      const verbs = ["say", "say", "say", "history", "nonsense", "ping", "say"];
      const verb = verbs[n % verbs.length];
      requests.push({
        do: verb,
        room: n % 5 === 4 ? "nowhere" : "kitchen",
        text: `${n}`,
      });
    }
    requests.push({ do: "leave", room: "kitchen" }, { do: "ping" });
    requests.forEach((request, index) =>
      ann.raw(JSON.stringify({ id: index, ...request })),
    );
    await ann.reply(requests.length - 1);
    const replies = ann.told.filter((one) => "re" in one);
    expect(replies.map(({ re }) => re)).toEqual(requests.map((_, n) => n));
    const said = ann.events.filter(({ ev }) => ev === "said");
    expect(said.map(({ seq }) => seq)).toEqual(said.map((_, n) => n + 1));
    for (const event of said) {
      const reply = ann.told.findIndex(
        ({ ok }) => ok?.["seq"] === event["seq"] && !("epoch" in (ok ?? {})),
      );
      expect(reply).toBeGreaterThan(-1);
      expect(reply).toBeLessThan(ann.told.indexOf(event));
    }
  });

  test("a token brings the same one back after his connection went", async () => {
    const server = await startServer();
    const ann = await doors[door](server);
    const { token, id: was } = await ann.must("hello", { name: "ann" });
    ann.destroy();
    const back = await doors[door](server);
    const again = await back.must("hello", { token });
    expect([again["id"], again["name"], again["token"]]).toEqual([
      was,
      "ann",
      undefined,
    ]);
  });

  test("joined, left and renamed are told to those who are there", async () => {
    const server = await startServer();
    const ann = await enter(doors[door](server), "ann", "kitchen");
    const bob = await enter(doors[door](server), "bob", "kitchen");
    await bob.must("rename", { name: "rob" });
    bob.destroy();
    await ann.until(() => ann.events.some(({ ev }) => ev === "left"));
    expect(ann.events).toEqual([
      { ev: "joined", room, members: [{ id, name: "bob" }] },
      { ev: "renamed", room, id, name: "rob", was: "bob" },
      { ev: "left", room, members: [{ id, name: "rob" }] },
    ]);
  });

  test("a request's id comes back as it was, and null stands where there is none", async () => {
    const server = await startServer();
    const ann = await doors[door](server);
    const ids = [
      "7",
      '"seven"',
      "-1",
      "1.5",
      '"ü😀"',
      '""',
      `"${"x".repeat(64)}"`,
    ];
    const odd = [
      "null",
      "true",
      "[1]",
      '{"a":1}',
      `"${"x".repeat(65)}"`,
      "1e999",
    ];
    for (const one of [...ids, ...odd]) ann.raw(`{"id":${one},"do":"ping"}`);
    ann.raw('{"do":"ping"}');
    await ann.until((told) => told.length === ids.length + odd.length + 1);
    expect(ann.told.map(({ re }) => JSON.stringify(re))).toEqual([
      ...ids,
      ...odd.map(() => "null"),
      "null",
    ]);
  });
});

test("a version that the server does not speak is refused, and one of several is chosen", async () => {
  const server = await startServer();
  const ann = await doors.TCP(server);
  const name = "ann";
  expect(await ann.codeOf("hello", { name, versions: ["koine.9"] })).toBe(
    "version_unsupported",
  );
  const versions = ["koine.9", "koine.1"];
  expect((await ann.must("hello", { name, versions }))["version"]).toBe(
    "koine.1",
  );
});

test("whoever speaks over HTTP, WebSocket and TCP is in the same room", async () => {
  const server = await startServer({ store: "sqlite:" });
  const ann = await enter(doors.WebSocket(server), "ann", "kitchen");
  const bob = await enter(doors.TCP(server), "bob", "kitchen");
  const { body } = await post(server, "hello", { name: "cat" });
  const token = String(body["token"]);
  expect(
    (await post(server, "say", { room: "kitchen", text: "x" }, token)).body
      .error?.code,
  ).toBe("not_member");
  expect((await post(server, "join", { room: "kitchen" }, token)).status).toBe(
    200,
  );
  const say = { room: "kitchen", text: "from cat", key: "k" };
  const said = await post(server, "say", say, token);
  expect(said.body).toEqual({ seq: 1, at: time });
  expect((await post(server, "say", say, token)).body).toEqual({
    ...said.body,
    repeated: true,
  });
  await ann.must("say", { room: "kitchen", text: "from ann" });
  await bob.must("say", { room: "kitchen", text: "from bob" });
  const all = ["from cat", "from ann", "from bob"];
  for (const client of [ann, bob]) {
    await client.hears("from bob");
    expect(client.texts).toEqual(all);
  }
  const page = await post(server, "history", { room: "kitchen" }, token);
  const entries = page.body["entries"] as { text: string; name: string }[];
  expect(entries.map(({ text }) => text)).toEqual(all);
  expect(entries.map(({ name }) => name)).toEqual(["cat", "ann", "bob"]);
  // A caller over HTTP is a member, but is not there.
  expect((await ann.must("members", { room: "kitchen" }))["count"]).toBe(2);
  expect(await ann.codeOf("rename", { name: "cat" })).toBe("name_taken");
});

test("over HTTP a token is needed, and one of nobody is refused", async () => {
  const server = await startServer();
  const none = await post(server, "rooms", {});
  expect([none.status, none.body.error?.code]).toEqual([401, "hello_first"]);
  const wrong = await post(server, "rooms", {}, "nobody");
  expect([wrong.status, wrong.body.error?.code]).toEqual([401, "bad_token"]);
});

test("what was said is there after a restart, and its author and his cursor too", async () => {
  const first = await startServer({ store: "sqlite:" });
  const ann = await doors.TCP(first);
  const { token, id: was } = await ann.must("hello", { name: "ann" });
  const { epoch } = await ann.must("join", { room: "kitchen" });
  const odd = "a\0b\u2028c\n\td \u{1f600} <b>&\"'";
  const said = { room: "kitchen", text: odd, key: "k" };
  const { seq, at } = await ann.must("say", said);
  await ann.hears(odd);
  await first.close();

  const second = await startServer({ store: "sqlite:", data: first.data });
  const back = await doors.TCP(second);
  expect(await back.must("hello", { token })).toMatchObject({
    id: was,
    name: "ann",
  });
  expect(await back.must("say", said)).toEqual({ seq, at, repeated: true });
  const since = { epoch, seq: 0 };
  expect(await back.must("join", { room: "kitchen", since })).toMatchObject({
    seq: 1,
  });
  await back.hears(odd);
  expect(back.events).toEqual(ann.events.slice(0, 1));
});

test("the end of the server is told to everyone", async () => {
  const server = await startServer();
  const clients = [
    await enter(doors.WebSocket(server), "ann", "kitchen"),
    await enter(doors.TCP(server), "bob", "kitchen"),
    await doors.TCP(server),
  ];
  // At a port that has several forms a client is known by what it sends first.
  await clients[2]?.ask("ping");
  await server.close();
  for (const client of clients) {
    await client.ended;
    expect(client.events.at(-1)).toEqual({
      ev: "closing",
      code: "going_away",
      reason: "the test is over",
    });
  }
  expect(await clients[0]?.ended).toEqual({
    code: 1012,
    reason: "the test is over",
  });
});
