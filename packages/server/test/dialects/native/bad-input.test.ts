// Whatever a client sends is answered with its code or ends his own connection, and nobody else notices: each test has
// a bystander whose conversation goes on, and the server may log nothing.
import { connect } from "node:net";
import { once } from "node:events";
import { verbs, type VerbName } from "@koine/protocol";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  doorNames,
  doors,
  enter,
  webSocket,
  type Client,
} from "../../support/clients.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { handshake, masked, upgrade } from "../../support/web-socket-bytes.ts";

/** Two who talk with one another while something bad happens; `check` says that they noticed nothing. */
async function bystanders(server: TestServer) {
  const ann = await enter(doors.WebSocket(server), "ann", "kitchen");
  const bob = await enter(doors.TCP(server), "bob", "kitchen");
  await ann.until(() => ann.events.length === 1);
  let said = 0;
  return async (): Promise<void> => {
    said++;
    await ann.must("say", { room: "kitchen", text: `${said}` });
    await bob.hears(`${said}`);
    const kinds = [...ann.events.slice(1), ...bob.events].map(({ ev }) => ev);
    expect(new Set(kinds)).toEqual(new Set(["said"]));
    expect(ann.texts).toEqual(bob.texts);
    expect(server.complaints).toEqual([]);
  };
}

const nested = (levels: number): string =>
  `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

describe.each(doorNames)("over %s", (door) => {
  test("what is no JSON object is a bad frame, and the next one is read", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors[door](server), "cat");
    const frames = [
      "x",
      "null",
      "1",
      '"hello"',
      "true",
      "[]",
      '[{"do":"ping"}]',
      "{",
      "{}}",
      '{"do":"ping"',
      "{'do':'ping'}",
      '{"do":"ping"}{"do":"ping"}',
      "\ufeff{}",
      "[".repeat(5_000),
      "[".repeat(5_000) + "]".repeat(5_000),
      "NaN",
      '{"id":NaN}',
      '{"a":"\u0001"}',
    ];
    for (const frame of frames) cat.raw(frame);
    const { at } = await cat.must("ping");
    expect(at).toBeTypeOf("number");
    const refused = cat.told.slice(1, -1);
    expect(refused.map(({ re, error }) => [re, error?.code])).toEqual(
      frames.map(() => [null, "bad_frame"]),
    );
    await check();
  });

  test("JSON that is nested 50,000 levels deep is a bad frame or an unknown verb", async () => {
    const server = await startServer({
      limits: { frameBytes: 2 ** 20, lineBytes: 2 ** 20 },
    });
    const check = await bystanders(server);
    const cat = await enter(doors[door](server), "cat");
    cat.raw(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    cat.raw(nested(50_000));
    cat.raw(`{"id":1,"do":"say","room":${nested(50_000)},"text":"x"}`);
    cat.raw(`{"id":2,"do":"ping","more":${nested(50_000)}}`);
    cat.raw(`{"id":${nested(50_000)},"do":"ping"}`);
    cat.raw(`{"id":3,"do":${nested(50_000)}}`);
    await cat.reply(3);
    expect(cat.told.slice(1).map(({ error }) => error?.code)).toEqual([
      "bad_frame",
      "unknown_verb",
      "bad_request",
      undefined,
      undefined,
      "unknown_verb",
    ]);
    await check();
  });

  test("a verb that there is not is told so, whatever it is called", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors[door](server), "cat");
    const names: unknown[] = [
      "shout",
      "",
      "HELLO",
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "valueOf",
      null,
      1,
      true,
      [],
      ["say"],
      {},
      { toString: "say" },
      "x".repeat(10_000),
      "\u202e",
    ];
    for (const verb of names)
      cat.raw(JSON.stringify({ id: 1, do: verb, room: "kitchen" }));
    cat.raw('{"id":1}');
    cat.raw('{"__proto__":{"do":"ping"},"id":1}');
    await cat.must("ping");
    const codes = cat.told.slice(1, -1).map(({ error }) => error?.code);
    expect(codes).toEqual([...names, 1, 1].map(() => "unknown_verb"));
    for (const { error } of cat.told)
      expect(error?.message.length ?? 0).toBeLessThan(300);
    await check();
  });

  test("fields with the names of an object's own things are ignored", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors[door](server), "cat");
    const more =
      '"__proto__":{"room":"x","admin":true},"constructor":{"prototype":{"limit":1}},"toString":1,"hasOwnProperty":null';
    cat.raw(`{"id":1,"do":"rooms",${more}}`);
    expect((await cat.reply(1)).ok).toBeDefined();
    cat.raw(`{"id":2,"do":"join",${more}}`);
    expect((await cat.reply(2)).error?.code).toBe("bad_request");
    expect(({} as Record<string, unknown>)["admin"]).toBe(undefined);
    await check();
  });

  test("before hello every verb is told to say hello first, and nothing happens", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await doors[door](server);
    const params = { room: "kitchen", text: "hi", name: "cat" };
    const first = ["hello", "register", "redeem"];
    for (const verb of Object.keys(verbs).filter((one) => !first.includes(one)))
      expect(await cat.codeOf(verb, params)).toBe("hello_first");
    await check();
  });

  test("a second hello is refused, also beside the first", async () => {
    const server = await startServer({ store: "sqlite:" });
    const check = await bystanders(server);
    const cat = await doors[door](server);
    const codes = await Promise.all([
      cat.codeOf("hello", { name: "cat" }),
      cat.codeOf("hello", { name: "dan" }),
      cat.codeOf("ping"),
    ]);
    expect(codes).toEqual([undefined, "hello_again", undefined]);
    expect(await cat.codeOf("hello", { name: "dan" })).toBe("hello_again");
    await enter(doors[door](server), "dan");
    await check();
  });

  test("after a hello that was refused another may be said, and what waited is told to say hello", async () => {
    const server = await startServer({ store: "sqlite:" });
    const check = await bystanders(server);
    const cat = await doors[door](server);
    const codes = await Promise.all([
      cat.codeOf("hello", { token: "nobody" }),
      cat.codeOf("join", { room: "kitchen" }),
    ]);
    expect(codes).toEqual(["bad_token", "hello_first"]);
    for (const name of [
      "a:b",
      "\u202ecat",
      "c\u0000at",
      "c\u200bat",
      " ",
      "x".repeat(33),
      "ann",
      "BOB",
      "\ud800",
    ])
      expect(await cat.codeOf("hello", { name })).toBe(
        ["ann", "BOB"].includes(name) ? "name_taken" : "bad_name",
      );
    expect(await cat.codeOf("hello", {})).toBe("bad_request");
    expect(await cat.codeOf("hello", { name: "cat" })).toBe(undefined);
    await check();
  });

  test("a room may be asked for by anything", async () => {
    const server = await startServer({ store: "sqlite:" });
    const check = await bystanders(server);
    const cat = await enter(doors[door](server), "cat");
    const refs = [
      "",
      "~",
      "~aaaaaaaaaa",
      "~AAAAAAAAAA",
      "~aaaaaaaaa'",
      "#kitchen",
      "' or 1=1 --",
      '"',
      "%",
      "_",
      "\0",
      "a\0b",
      "../../etc/passwd",
      "x".repeat(512),
      "x".repeat(513),
      "\ud800",
      "\u202e",
      "__proto__",
      "constructor",
      "toString",
      "ﷺ".repeat(100),
      "😀".repeat(200),
    ];
    for (const room of refs)
      for (const verb of ["say", "history", "members", "leave"])
        expect(["no_such_room", "bad_request"]).toContain(
          await cat.codeOf(verb, { room, text: "x" }),
        );
    for (const room of refs) {
      const made = await cat.ask("join", { room });
      expect(["no_such_room", "bad_request", "bad_name", undefined]).toContain(
        made.error?.code,
      );
      if (made.ok !== undefined)
        await cat.must("leave", { room: made.ok["room"] });
    }
    await check();
  });

  test.each(["memory:", "sqlite:"] as const)(
    "numbers may be anything, on %s",
    async (store) => {
      const server = await startServer({ store });
      const check = await bystanders(server);
      const cat = await enter(doors[door](server), "cat", "kitchen");
      await cat.must("say", { room: "kitchen", text: "one" });
      const { epoch } = await cat.must("join", { room: "kitchen" });
      const numbers = [
        "-1",
        "0",
        "1.5",
        "-0",
        "1e999",
        "-1e999",
        "1e308",
        "9007199254740993",
        "9223372036854775808",
        "2147483648",
        "4294967297",
        '"1"',
        "null",
        "[]",
        "true",
        "1e-7",
      ];
      let id = 0;
      for (const number of numbers) {
        const requests = [
          `"do":"history","room":"kitchen","before":${number}`,
          `"do":"history","room":"kitchen","limit":${number}`,
          `"do":"join","room":"kitchen","last":${number}`,
          `"do":"join","room":"kitchen","since":{"epoch":"${String(epoch)}","seq":${number}}`,
          `"do":"rooms","limit":${number}`,
          `"do":"members","room":"kitchen","limit":${number}`,
        ];
        for (const request of requests) {
          cat.raw(`{"id":${++id},${request}}`);
          const { ok, error } = await cat.reply(id);
          if (ok === undefined)
            expect(["bad_request", "reset"]).toContain(error?.code);
        }
      }
      await cat.must("leave", { room: "kitchen" });
      const left = await cat.must("members", { room: "kitchen" });
      expect(left["count"]).toBe(2);
      expect(server.complaints).toEqual([]);
      await cat.must("ping");
      void check;
    },
  );

  test("any value in any field of any verb has its answer", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    let cat: Client = await enter(doors[door](server), "cat");
    const request = fc
      .constantFrom(...(Object.keys(verbs) as VerbName[]))
      .chain((verb) => {
        const fields = Object.keys(verbs[verb].params.properties);
        const value = fc.oneof(
          { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
          fc.constantFrom("cellar", "dan", "koine.1", 0, 1, -1, 200, 201),
          fc.record({ epoch: fc.jsonValue(), seq: fc.jsonValue() }),
          fc.array(fc.string(), { maxLength: 20 }),
          fc.string({ minLength: 60, maxLength: 600 }),
        );
        return fc
          .dictionary(fc.constantFrom("more", ...fields), value)
          .map((params) => ({ verb, params }));
      });
    let unknown = 0;
    await fc.assert(
      fc.asyncProperty(request, async ({ verb, params }) => {
        if (params["room"] === "kitchen") return;
        const { ok, error } = await cat.ask(verb, params);
        if (error === undefined) expect(ok).toBeTypeOf("object");
        else {
          expect(error.code).not.toBe("internal");
          expect(error.message.length).toBeLessThan(1_000);
          unknown++;
        }
      }),
      { numRuns: 400 },
    );
    expect(unknown).toBeGreaterThan(50);
    cat.destroy();
    cat = await enter(doors[door](server), "eve");
    await check();
  });

  test("one frame in 50 pieces and 50 frames in one piece are read", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors[door](server), "cat", "cellar");
    const frame = JSON.stringify({
      id: 1,
      do: "say",
      room: "cellar",
      text: "ü😀".repeat(100),
    });
    const socket = cat.socket;
    const bytes = encoded(door, frame);
    const size = Math.ceil(bytes.length / 50);
    for (let at = 0; at < bytes.length; at += size) {
      socket.write(bytes.subarray(at, at + size));
      await new Promise(setImmediate);
    }
    expect((await cat.reply(1)).ok).toBeDefined();
    const many = Array.from({ length: 50 }, (_, n) =>
      encoded(
        door,
        JSON.stringify({ id: n + 2, do: "say", room: "cellar", text: `${n}` }),
      ),
    );
    socket.write(Buffer.concat(many));
    await cat.hears("49");
    expect(cat.texts.slice(1)).toEqual(many.map((_, n) => `${n}`));
    await check();
  });

  test("a connection cut in the middle of a frame leaves nothing behind", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    for (let round = 0; round < 5; round++) {
      const cat = await enter(doors[door](server), "cat", "cellar");
      const bytes = encoded(door, '{"id":1,"do":"join","room":"kitchen"}');
      cat.socket.end(bytes.subarray(0, 5 + 5 * round));
      await cat.ended;
    }
    await enter(doors[door](server), "cat");
    await check();
  });

  test("10,000 requests without reading a reply are all answered, in order, once they are read", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors[door](server), "cat", "cellar");
    cat.pause();
    const count = 10_000;
    for (let n = 0; n < count; n++) {
      const verb = n % 100 === 0 ? "history" : "say";
      cat.raw(`{"id":${n},"do":"${verb}","room":"cellar","text":"${n}"}`);
    }
    await check();
    cat.resume();
    const said = count - count / 100;
    // The replies, the events, and those to hello and join.
    await cat.until((told) => told.length >= count + said + 2);
    const replies = cat.told.filter(({ re }) => typeof re === "number");
    expect(replies.map(({ re }) => re)).toEqual(replies.map((_, n) => n));
    const seqs = cat.events.map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: said }, (_, n) => n + 1));
    await check();
  });

  test("50 bad frames in a row end the connection, and nothing sent behind them is heeded", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors[door](server), "cat", "cellar");
    for (let n = 0; n < 49; n++) cat.raw("x");
    await cat.must("ping");
    for (let n = 0; n < 60; n++) cat.raw("x");
    cat.raw(JSON.stringify({ id: 1, do: "join", room: "kitchen" }));
    const { code } = await cat.ended;
    expect(code).toBe(door === "TCP" ? 0 : 1008);
    expect(
      cat.told.filter(({ error }) => error?.code === "bad_frame").length,
    ).toBe(99);
    expect(cat.told.at(-2)?.error?.code).toBe("bad_frame");
    expect(cat.told.at(-1)).toMatchObject({ ev: "closing", code: "bad_frame" });
    await check();
  });

  test("a connection that closes while hello or join is under way leaves no ghost", async () => {
    const server = await startServer({ store: "sqlite:" });
    const ann = await enter(doors.TCP(server), "ann", "cellar");
    for (let round = 0; round < 20; round++) {
      const cat = await doors[door](server);
      cat.raw('{"id":1,"do":"hello","name":"cat"}');
      cat.raw('{"id":2,"do":"join","room":"cellar"}');
      cat.raw('{"id":3,"do":"say","room":"cellar","text":"hi"}');
      // What was sent is sent; the end comes at some moment of its being dealt with.
      if (round % 4 < 2) await cat.reply((round % 4) + 1);
      if (round % 2 === 0) cat.socket.end();
      else cat.socket.destroySoon();
      await cat.ended;
      await expect
        .poll(
          async () => (await ann.must("members", { room: "cellar" }))["count"],
        )
        .toBe(1);
      await expect
        .poll(async () => {
          const dan = await doors.TCP(server);
          const code = await dan.codeOf("hello", { name: "cat" });
          dan.destroy();
          await dan.ended;
          return code;
        })
        .toBe(undefined);
    }
  });
});

describe("over WebSocket", () => {
  test.each([
    ["a frame that is too large", 1009, "x".repeat(64 * 1024 + 1)],
    ["text that is not UTF-8", 1007, undefined],
  ])("%s ends the connection with %i", async (_what, code, frame) => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors.WebSocket(server), "cat");
    if (frame !== undefined) cat.raw(frame);
    else cat.socket.write(masked(0x81, Buffer.from([0xff, 0xfe])));
    expect((await cat.ended).code).toBe(code);
    await check();
    await enter(doors.WebSocket(server), "cat");
  });

  test("a frame of exactly the bound is read", async () => {
    const server = await startServer();
    const cat = await enter(doors.WebSocket(server), "cat");
    const frame = '{"id":1,"do":"ping","more":""}';
    cat.raw(frame.replace('""', `"${"x".repeat(64 * 1024 - frame.length)}"`));
    expect((await cat.reply(1)).ok).toBeDefined();
  });

  test("binary frames are bad frames, and 50 of them the end", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors.WebSocket(server), "cat");
    cat.raw(Buffer.from('{"id":1,"do":"ping"}'));
    await cat.must("ping");
    expect(cat.told[1]).toMatchObject({
      re: null,
      error: { code: "bad_frame" },
    });
    for (let n = 0; n < 50; n++) cat.raw(Buffer.from([0]));
    expect((await cat.ended).code).toBe(1008);
    await check();
  });

  test.each([
    ["an unmasked frame", Buffer.from([0x81, 1, 120])],
    ["a reserved bit", masked(0xc1, Buffer.from("x"))],
    ["a reserved opcode", masked(0x83, Buffer.from("x"))],
    ["a continuation of nothing", masked(0x80, Buffer.from("x"))],
    ["a ping in pieces", masked(0x09, Buffer.from("x"))],
    ["a ping that is too long", masked(0x89, Buffer.alloc(126))],
    ["a length of 2^63", Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0])],
    ["a close code that may not be sent", masked(0x88, Buffer.from([3, 237]))],
    [
      "noise",
      Buffer.from("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "latin1"),
    ],
  ])("%s ends the connection", async (_what, bytes) => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors.WebSocket(server), "cat", "cellar");
    cat.socket.write(bytes);
    const { code } = await cat.ended;
    expect([1002, 1006, 1009]).toContain(code);
    await check();
    await enter(doors.WebSocket(server), "cat");
  });

  test("a text in 50 fragments with pings in between is one frame", async () => {
    const server = await startServer();
    const cat = await enter(doors.WebSocket(server), "cat");
    const bytes = Buffer.from(
      '{"id":1,"do":"ping","more":"ü😀ü😀ü😀ü😀ü😀ü😀ü😀"}',
    );
    const socket = cat.socket;
    bytes.forEach((byte, index) => {
      const isLast = index === bytes.length - 1;
      socket.write(
        masked(
          (isLast ? 0x80 : 0) | (index === 0 ? 1 : 0),
          Buffer.from([byte]),
        ),
      );
      if (index % 9 === 0) socket.write(masked(0x89, Buffer.from("?")));
    });
    expect((await cat.reply(1)).ok).toBeDefined();
  });

  test("fragments of one frame count together", async () => {
    const server = await startServer();
    const cat = await enter(doors.WebSocket(server), "cat");
    const socket = cat.socket;
    socket.write(masked(0x01, Buffer.alloc(40_000, "x")));
    socket.write(masked(0x00, Buffer.alloc(40_000, "x")));
    expect((await cat.ended).code).toBe(1009);
  });

  test.each([
    ["no page", undefined, 101],
    ["its own page", "own", 101],
    ["a page of a host that is named", "http://friend.example", 101],
    ["a page of another host", "http://evil.example", 403],
    ["a page of another port", "http://127.0.0.1:1", 403],
    ["an opaque page", "null", 403],
  ])("%s gets %s -> %i", async (_what, origin, status) => {
    const server = await startServer({ origins: ["friend.example"] });
    const headers: Record<string, string> =
      origin === undefined
        ? {}
        : { origin: origin === "own" ? `http://${server.http}` : origin };
    expect(await upgrade(server, "/ws", headers)).toBe(status);
  });

  test("paths that there are not are told so", async () => {
    const server = await startServer();
    for (const path of ["/", "/wss", "/ws/", "/WS", "//ws", "/ws%00", "/../ws"])
      expect(await upgrade(server, path, {})).toBe(404);
    expect(await upgrade(server, "/ws?x=1", {})).toBe(101);
  });

  test("a bad handshake is refused", async () => {
    const server = await startServer();
    expect(await upgrade(server, "/ws", { "sec-websocket-version": "7" })).toBe(
      400,
    );
    expect(await upgrade(server, "/ws", { "sec-websocket-key": "short" })).toBe(
      400,
    );
  });

  test("a client that offers no subprotocol is welcome", async () => {
    const server = await startServer();
    const client = await webSocket(server, []);
    expect((await client.must("hello", { name: "cat" }))["version"]).toBe(
      "koine.1",
    );
  });

  test("whoever was refused and does not go does not hold up the server's end", async () => {
    const server = await startServer();
    const socket = connect({
      port: server.port,
      host: "127.0.0.1",
      allowHalfOpen: true,
    });
    onTestFinished(() => void socket.destroy());
    socket.write(handshake(server, "/nowhere", {}));
    await once(socket, "data");
    await server.close();
  });
});

describe("over TCP", () => {
  test("a line that is too large is told once, and the next one is read", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors.TCP(server), "cat");
    cat.raw(`{"id":1,"do":"ping","more":"${"x".repeat(200_000)}"}`);
    await cat.must("ping");
    expect(cat.told.slice(1).map(({ error }) => error?.code)).toEqual([
      "too_large",
      undefined,
    ]);
    await check();
  });

  test("a line that is not UTF-8 is a bad frame; blank lines are nothing", async () => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = await enter(doors.TCP(server), "cat");
    cat.raw(Buffer.from([0x7b, 0xff, 0x7d]));
    cat.raw("");
    cat.raw("\r");
    cat.raw('{"id":1,"do":"ping"}\r');
    await cat.reply(1);
    expect(cat.told.slice(1).map(({ error }) => error?.code)).toEqual([
      "bad_frame",
      undefined,
    ]);
    await check();
  });

  test.each([
    ["a request", "POST / HTTP/1.1\r\n"],
    ["a request with a long path", `POST /${"x".repeat(40_000)} HTTP/1.1\r\n`],
    ["a request of another version", "OPTIONS * HTTP/2.0\r\n"],
    ["a request with an address", "GET http://127.0.0.1/?x=1 HTTP/1.0\r\n"],
  ])("a page that posts %s is heard of nowhere", async (_what, line) => {
    const server = await startServer();
    const check = await bystanders(server);
    const cat = connect(server.tcpPort, "127.0.0.1");
    let told = "";
    cat.on("data", (piece: Buffer) => (told += piece.toString()));
    cat.on("error", () => undefined);
    cat.write(
      `${line}Host: x\r\nContent-Type: text/plain\r\n\r\n{"do":"hello","name":"cat"}\n{"do":"join","room":"kitchen"}\n{"do":"say","room":"kitchen","text":"forged"}\n`,
    );
    await once(cat, "close");
    expect(told).not.toContain('"re"');
    await check();
  });
});

function encoded(door: (typeof doorNames)[number], frame: string): Buffer {
  return door === "TCP"
    ? Buffer.from(`${frame}\n`)
    : masked(0x81, Buffer.from(frame));
}
