import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import type { Dialect } from "../../src/dialects/dialect.ts";
import { openWebSocketDoors } from "../../src/doors/web-sockets.ts";
import { Frame } from "../../src/lib/frame.ts";
import { doorParts, echo, open } from "./echo.ts";

type Form = NonNullable<Dialect["webSocket"]>;

const form: Form = {
  mainPaths: ["/ws"],
  takes: (path) => path === "/ws",
  origin: "own",
  readsCookie: false,
};

const door = (more: Partial<Form> = {}, name = "web") =>
  echo(name, { webSocket: { ...form, ...more } });

interface Asked extends ClientOptions {
  readonly path?: string;
  readonly subprotocols?: string[];
}

/** A client that was let in, or the status that it was refused with. */
async function come(
  port: number,
  { path = "/ws", subprotocols = [], ...options }: Asked = {},
): Promise<WebSocket | number> {
  const url = `ws://127.0.0.1:${port}${path}`;
  const ws = new WebSocket(url, subprotocols, options);
  onTestFinished(() => ws.terminate());
  return new Promise((resolve, reject) => {
    ws.on("open", () => resolve(ws));
    ws.on("unexpected-response", (_request, { statusCode = 0 }) =>
      resolve(statusCode),
    );
    ws.on("error", reject);
  });
}

async function letIn(port: number, asked: Asked = {}): Promise<WebSocket> {
  const ws = await come(port, asked);
  if (typeof ws === "number") throw new Error(`refused with ${ws}`);
  return ws;
}

async function status(port: number, asked: Asked = {}): Promise<number> {
  const ws = await come(port, asked);
  return typeof ws === "number" ? ws : 101;
}

async function heard(ws: WebSocket): Promise<string> {
  const [data] = (await once(ws, "message")) as [Buffer];
  return String(data);
}

test("on a port of its own a dialect takes the paths that it likes, and of two the first one does", async () => {
  const any = door({ takes: () => true }, "any");
  const port = await open([door(), any]);
  for (const [path, name] of [
    ["/ws?x=1", "web"],
    ["/ws/", "any"],
    ["/", "any"],
  ] as const) {
    const ws = await letIn(port, { path });
    ws.send("hi");
    expect(await heard(ws)).toBe(`${name}: hi`);
  }
  expect(any.opened.map(({ path }) => path)).toEqual(["/ws/", "/"]);
  expect(await status(await open([door()]), { path: "/" })).toBe(404);
});

test("on the main port a dialect takes its own paths alone", async () => {
  const server = createServer();
  onTestFinished(() => void server.close().closeAllConnections());
  const taken: string[] = [];
  openWebSocketDoors(
    server,
    [door(), door({ mainPaths: ["/chat", "/v1.0/chat"] }, "chat")],
    "main",
    {
      ...doorParts(),
      takesUpgrade(request, socket) {
        taken.push(request.url ?? "");
        if (request.url !== "/socket.io/1/") return false;
        socket.end("HTTP/1.1 418 taken\r\n\r\n");
        return true;
      },
    },
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  for (const path of ["/ws", "/chat", "/v1.0/chat?room=1"])
    expect(await status(port, { path })).toBe(101);
  for (const path of ["/", "/chat/", "/socket.io"])
    expect(await status(port, { path })).toBe(404);
  expect(await status(port, { path: "/socket.io/1/" })).toBe(418);
  expect(await status(port, { path: "/socket.io/2/" })).toBe(404);
  expect(taken).toEqual(["/socket.io/1/", "/socket.io/2/"]);
});

test.each([
  [undefined, 101, 101],
  ["http://127.0.0.1:PORT", 101, 101],
  ["https://friend.test", 101, 101],
  ["http://localhost:9001", 403, 101],
  ["http://127.0.0.1:8080", 403, 101],
  ["http://127.1.2.3", 403, 101],
  ["http://[::1]:8080", 403, 101],
  ["http://127.0.0.1.evil.test", 403, 403],
  ["http://localhost.evil.test", 403, 403],
  ["http://evil.test", 403, 403],
  ["null", 403, 403],
  ["localhost", 403, 403],
])(
  "a page of %s gets %i where cookies are read and %i where only this machine's pages come",
  async (origin, own, local) => {
    const parts = doorParts({ origins: ["friend.test"] });
    const rules = [own, local];
    for (const [index, rule] of (["own", "local"] as const).entries()) {
      const port = await open([door({ origin: rule })], parts);
      const asked = origin?.replace("PORT", String(port));
      const headers = asked === undefined ? {} : { origin: asked };
      expect(await status(port, { headers })).toBe(rules[index]);
    }
  },
);

test.each([
  [undefined, [], ""],
  ["koine.1", [], ""],
  ["koine.1", ["soap", "koine.1"], "koine.1"],
  ["any", ["soap", "koine.1"], "soap"],
  ["any", [], ""],
])(
  "a door whose subprotocol is %s answers a client that offers %j with %j",
  async (subprotocol, subprotocols, answer) => {
    const more = subprotocol === undefined ? {} : { subprotocol };
    const port = await open([door(more)]);
    expect((await letIn(port, { subprotocols })).protocol).toBe(answer);
  },
);

test("the session cookie is looked at only where the door reads cookies", async () => {
  const headers = { cookie: "theme=dark; koine=abc_123-x; other=1" };
  const reads = door({ readsCookie: true });
  const ignores = door();
  await letIn(await open([reads]), { headers });
  await letIn(await open([ignores]), { headers });
  expect(reads.opened[0]?.cookieToken).toBe("abc_123-x");
  expect(ignores.opened[0]?.cookieToken).toBeUndefined();
});

test("a connection has its address and port; behind a proxy only the address is known", async () => {
  const dialect = door();
  const headers = { "x-forwarded-for": "1.2.3.4, 192.0.2.1" };
  await letIn(await open([dialect]), { headers });
  const trusting = doorParts({ trustProxy: true });
  await letIn(await open([dialect], trusting), { headers });
  const [direct, behind] = dialect.opened;
  expect(direct?.address).toBe("127.0.0.1");
  expect(direct?.port).toBeGreaterThan(0);
  expect(behind).toMatchObject({ address: "192.0.2.1", port: 0 });
});

test("behind a proxy the host that was asked is the one it forwards", async () => {
  const parts = doorParts({ trustProxy: true });
  const port = await open([door()], parts);
  const headers = {
    origin: "https://chat.test",
    "x-forwarded-host": "chat.test",
  };
  expect(await status(port, { headers })).toBe(101);
  expect(await status(await open([door()]), { headers })).toBe(403);
});

test("too many of one address are refused with 429, newcomers of a full server with 503, until there is room", async () => {
  const parts = doorParts({
    trustProxy: true,
    limits: { connectionsPerAddress: 1 },
  });
  const port = await open([door()], parts);
  const headers = { "x-forwarded-for": "192.0.2.1" };
  const ann = await letIn(port, { headers });
  expect(await status(port, { headers })).toBe(429);
  ann.close();
  await once(ann, "close");
  await expect.poll(() => status(port, { headers })).toBe(101);
  parts.connections.isFull = true;
  expect(await status(port)).toBe(503);
  parts.connections.isFull = false;
  expect(await status(port)).toBe(101);
});

test("a binary message is refused, a ping is answered, and one too large ends the connection", async () => {
  const parts = doorParts({ limits: { frameBytes: 1_024 } });
  const dialect = door();
  const ws = await letIn(await open([dialect], parts));
  ws.send(Buffer.from("hi"), { binary: true });
  expect(await heard(ws)).toBe("web refused binary");
  ws.ping("are you there?");
  const [data] = (await once(ws, "pong")) as [Buffer];
  expect(String(data)).toBe("are you there?");
  ws.send("x".repeat(1_025));
  const [code] = (await once(ws, "close")) as [number];
  expect(code).toBe(1009);
  await expect.poll(() => dialect.ended).toBe(1);
});

test("one who lags is told what he is owed, and why he is to go, when he reads again", async () => {
  const parts = doorParts();
  const dialect = door();
  const ws = await letIn(await open([dialect], parts));
  const told: string[] = [];
  ws.on("message", (data: Buffer) => told.push(String(data)));
  const [connection] = parts.connections.open;
  if (connection === undefined) throw new Error("It is open.");
  const { wire } = connection;
  ws.pause();
  let sent = 0;
  while (!wire.isLagging) {
    wire.sendAlone(new Frame("x".repeat(1_000_000)));
    sent++;
    await new Promise(setImmediate);
  }
  parts.connections.end(connection, { code: 1013, text: "too slow" });
  wire.sendAlone(new Frame("too late"));
  ws.resume();
  const [code, reason] = (await once(ws, "close")) as [number, Buffer];
  expect([code, String(reason)]).toEqual([1013, "too slow"]);
  expect(told).toHaveLength(sent + 1);
  expect(told.at(-1)).toBe("web closing too slow");
});

test("a page that was opened as a file may come where the operator says so, and no cookie is read", async () => {
  const parts = doorParts({ origins: ["null"] });
  const statuses: number[] = [];
  for (const rule of ["own", "local"] as const) {
    const port = await open([door({ origin: rule })], parts);
    statuses.push(await status(port, { headers: { origin: "null" } }));
  }
  expect(statuses).toEqual([403, 101]);
});
