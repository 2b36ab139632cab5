import { once } from "node:events";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Dialect } from "../../src/dialects/dialect.ts";
import { openPort } from "../../src/doors/port.ts";
import { block } from "../../src/wires/framings.ts";
import { Client, doorParts, echo, open, type Echo } from "./echo.ts";

const webSocket: NonNullable<Dialect["webSocket"]> = {
  mainPaths: [],
  takes: (path) => path === "/ws",
  origin: "own",
  readsCookie: false,
};
const routes: Dialect["routes"] = [
  {
    path: "/page",
    methods: { GET: (_request, response) => response.end("a page") },
  },
  {
    path: "/begun",
    methods: { GET: (_request, response) => response.write("begun") },
  },
];

const web = () => echo("web", { webSocket, routes });
const lines = (greets = true) =>
  echo("lines", { tcp: { cut: "lines", greets } });
const blocks = (greets = true) =>
  echo("blocks", { tcp: { cut: "blocks", greets } });

const framed = (text: string) => block.frame(Buffer.from(text));
const GET =
  "GET /page HTTP/1.1\r\nHost: chat.test\r\nConnection: close\r\n\r\n";

async function overWebSocket(port: number, text: string): Promise<string> {
  const ws = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  ws.on("open", () => ws.send(text));
  const [answer] = (await once(ws, "message")) as [Buffer];
  ws.close();
  return String(answer);
}

test("a page, a WebSocket, lines and blocks are spoken at one port", async () => {
  const port = await open([web(), lines(), blocks()]);
  expect(await new Client(port).say(GET).whole()).toMatch(
    /^HTTP\/1.1 200.*a page$/s,
  );
  expect(await overWebSocket(port, "hi")).toBe("web: hi");
  await new Client(port).say("hi\n").hears("lines hello\nlines: hi\n");
  const bob = new Client(port).say(framed("hi"));
  await bob.hears(framed("blocks: hi").toString("latin1"));
  expect(bob.text.startsWith("\0")).toBe(true);
});

test("a silent client is greeted with blocks, before lines", async () => {
  const port = await open([web(), lines(), blocks()]);
  const began = performance.now();
  await new Client(port).hears("blocks hello");
  expect(performance.now() - began).toBeGreaterThan(190);
});

test("a silent client is greeted with lines where blocks do not greet", async () => {
  const port = await open([web(), lines(), blocks(false)]);
  const ann = new Client(port);
  await ann.hears("lines hello\n");
  await ann.say("hi\n").hears("lines: hi\n");
});

test("a silent client that nobody greets may still speak anything", async () => {
  const port = await open([web(), lines(false), blocks(false)]);
  const all = [1, 2, 3].map(() => new Client(port));
  const [ann, bob, cat] = all as [Client, Client, Client];
  // Longer than a greeting would take.
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(await ann.say(GET).whole()).toContain("a page");
  await bob.say("hi\n").hears("lines: hi\n");
  await cat.say(framed("hi")).hears("blocks: hi");
});

test("nothing of what was sniffed is lost, however it was cut", async () => {
  const port = await open([web(), lines(), blocks()]);
  const drip = async (client: Client, bytes: Buffer): Promise<void> => {
    for (const byte of bytes) {
      client.say(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
  };
  const [ann, bob, cat, dan] = [1, 2, 3, 4].map(() => new Client(port)) as [
    Client,
    Client,
    Client,
    Client,
  ];
  await Promise.all([
    drip(ann, Buffer.from(GET)),
    drip(bob, Buffer.from("GET me\nDELETE it\n")),
    drip(cat, Buffer.concat([framed("one"), framed("two")])),
  ]);
  expect(await ann.whole()).toContain("a page");
  await bob.hears("lines: GET me\nlines: DELETE it\n");
  await cat.hears("blocks: two");
  const many = Array.from({ length: 20_000 }, (_, n) => `line ${n}\n`).join("");
  await dan.say(many).hears("lines: line 19999\n");
  expect(dan.text.split("\n").length).toBe(20_002);
});

test("a request that stops within its method is left to the lines after a moment, which refuse it", async () => {
  const dialect = lines();
  const port = await open([web(), dialect]);
  const ann = new Client(port).say("GE");
  await ann.hears("lines hello\n");
  ann.say(GET.slice(2));
  await ann.closed;
  expect(ann.text).not.toContain("lines:");
  expect(dialect.ended).toBe(1);
});

test("where there are no lines a slow request is still one of HTTP", async () => {
  const port = await open([web(), blocks()]);
  const ann = new Client(port).say("GE");
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(await ann.say(GET.slice(2)).whole()).toContain("a page");
});

test("blocks that greet wait for silence or the first bytes also on a port of their own", async () => {
  const port = await open([blocks()]);
  const began = performance.now();
  await new Client(port).hears("blocks hello");
  expect(performance.now() - began).toBeGreaterThan(190);
  // Whatever it is: there is nothing else here.
  await new Client(port)
    .say("GET / HTTP/1.1\r\n")
    .hears("blocks refused too_large");
});

test("lines on a port of their own greet at once, and HTTP is refused there", async () => {
  const dialect = lines();
  const port = await open([dialect]);
  const began = performance.now();
  await new Client(port).hears("lines hello\n");
  expect(performance.now() - began).toBeLessThan(190);
  const page = new Client(port).say(GET);
  await page.closed;
  expect(page.text).not.toContain("lines:");
});

test.each([
  ["lines", lines, "one\ntwo\n", "lines: one\nlines: two\n"],
  [
    "blocks",
    blocks,
    Buffer.concat([framed("one"), framed("two")]),
    Buffer.concat([framed("blocks: one"), framed("blocks: two")]).toString(
      "latin1",
    ),
  ],
] as const)(
  "one who says %s and ends at once gets his answers first",
  async (_what, dialect, bytes, answers) => {
    for (const others of [[], [web()]]) {
      const port = await open([dialect(), ...others]);
      const ann = new Client(port).say(bytes);
      ann.socket.end();
      await ann.closed;
      expect(ann.text).toContain(answers);
    }
  },
);

test("a request of HTTP/1.0 whose client ends at once is answered", async () => {
  const port = await open([web(), lines()]);
  const ann = new Client(port).say("GET /page HTTP/1.0\r\n\r\n");
  expect(await ann.whole()).toContain("a page");
});

test("several requests go over one connection that was sniffed", async () => {
  const port = await open([web(), lines()]);
  const ann = new Client(port);
  const request = GET.replace("Connection: close\r\n", "");
  for (let n = 1; n <= 3; n++) {
    ann.text = "";
    await ann.say(request).hears("a page");
  }
});

test("a dialect that has only routes and Socket.IO is a port of HTTP alone", async () => {
  const asked: string[] = [];
  const parts = {
    ...doorParts(),
    takesRequest: (
      request: { url?: string | undefined },
      response: { end(text: string): unknown },
    ) => {
      asked.push(request.url ?? "");
      response.end("polled");
      return true;
    },
  };
  const socketIo = echo("socket.io", { routes, isOnSocketIo: true });
  const port = await open([socketIo], parts);
  const at = `http://127.0.0.1:${port}`;
  expect(await (await fetch(`${at}/page`)).text()).toBe("a page");
  expect(await (await fetch(`${at}/socket.io/1/?t=1`)).text()).toBe("polled");
  expect((await fetch(`${at}/elsewhere`)).status).toBe(404);
  // A port where nobody is on Socket.IO has none.
  const other = await open([web()], parts);
  const nothing = await fetch(`http://127.0.0.1:${other}/socket.io/1/`);
  expect(nothing.status).toBe(404);
  expect(asked).toEqual(["/socket.io/1/?t=1"]);
});

test("a port in use is refused with the system's error", async () => {
  const port = await open([lines()]);
  for (const dialect of [lines(), web()])
    await expect(
      openPort([dialect], { host: "127.0.0.1", port }, doorParts()),
    ).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("two dialects of lines cannot share a port", async () => {
  const other = echo("other", { tcp: { cut: "lines", greets: false } });
  await expect(
    openPort([lines(), other], { host: "127.0.0.1", port: 0 }, doorParts()),
  ).rejects.toThrow("lines and other cannot share a port: both are lines");
});

test("one too many of an address is told so, over lines and over blocks", async () => {
  const parts = doorParts({ limits: { connectionsPerAddress: 0 } });
  // Loopback is not counted.
  parts.addresses.connect = new Proxy(parts.addresses.connect, {
    apply: (connect) => connect.call(parts.addresses, "192.0.2.1"),
  });
  const ofLines = new Client(await open([lines()], parts));
  expect(await ofLines.whole()).toContain("Too many connections");
  const ofBlocks = new Client(await open([blocks()], parts)).say(framed("hi"));
  expect(await ofBlocks.whole()).toContain("Too many connections");
  expect(parts.tally.connections).toBe(0);
});

test("a port that is stopped takes nobody new and cuts who is still sniffed; who converses goes on", async () => {
  const dialects = [web(), lines(false)];
  const parts = doorParts();
  const door = await openPort(dialects, { host: "127.0.0.1", port: 0 }, parts);
  const ann = new Client(door.port).say("hi\n");
  await ann.hears("lines: hi\n");
  const page = new Client(door.port).say(GET.replace("page", "begun"));
  await page.hears("begun");
  const silent = new Client(door.port);
  await once(silent.socket, "connect");
  // The server has accepted it when it has answered one who came after.
  await new Client(door.port).say("hi\n").hears("lines: hi\n");
  door.stop();
  await silent.closed;
  const late = new Client(door.port);
  await late.closed;
  await ann.say("still here\n").hears("lines: still here\n");
  expect(page.socket.readyState).toBe("open");
  door.close();
  await page.closed;
  await ann.say("and here\n").hears("lines: and here\n");
});

test("every connection is told apart by its dialect, with its address and port", async () => {
  const dialects: Echo[] = [web(), lines()];
  const port = await open(dialects);
  const ann = new Client(port).say("hi\n");
  await ann.hears("lines: hi");
  await overWebSocket(port, "hi");
  const [opened] = dialects[1]?.opened ?? [];
  expect(opened).toEqual({
    address: "127.0.0.1",
    port: ann.socket.localPort,
    path: "",
  });
  expect(dialects[0]?.opened).toHaveLength(1);
});
