import { once } from "node:events";
import { connect, createServer, Socket, type AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { kindOf, Sniffing, type Forms } from "../../src/doors/sniffing.ts";

const all: Forms = { http: true, lines: true, blocks: true, greeting: "lines" };

test.each([
  ["GET / HTTP/1.1\r\n", "http"],
  ["POST /api/say HTTP/1.1\r\n", "http"],
  ["OPTIONS * HTTP/1.1\r\n", "http"],
  ["GET http://chat.test/ HTTP/1.1\r\n", "http"],
  ["LOGIN ann\r\n", "lines"],
  ["GET me a beer\n", "lines"],
  ["HEADS up\n", "lines"],
  ["get / HTTP/1.1\n", "lines"],
  ["hi\n", "lines"],
  ["\n", "lines"],
  ["\0\0\0\0\0\0\0\x05hello", "blocks"],
  ["\x16\x03\x01", "lines"],
])("%j is told at once", (text, kind) => {
  expect(kindOf(Buffer.from(text, "latin1"), all, false)).toBe(kind);
});

test("what may yet become a request is waited for, and is then taken for what it can be", () => {
  for (const text of ["G", "GET", "GET ", "GET h", "DELETE"]) {
    const first = Buffer.from(text);
    expect(kindOf(first, all, false)).toBeUndefined();
    expect(kindOf(first, all, true)).toBe("lines");
    // No block begins so.
    expect(kindOf(first, { ...all, lines: false }, true)).toBe("http");
    expect(kindOf(first, { ...all, http: false }, false)).toBe("lines");
  }
});

test("what has no form of its own at a port goes to the one that is there", () => {
  const nul = Buffer.from([0]);
  expect(kindOf(nul, { ...all, blocks: false }, false)).toBe("lines");
  const hi = Buffer.from("hi");
  expect(kindOf(hi, { ...all, lines: false }, false)).toBe("blocks");
});

test("once told, nothing that follows changes it, and few bytes suffice", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.constantFrom("GET ", "PUT /", "OPTIONS ", "HE", "\0"),
        fc.string(),
      ),
      fc.string({ minLength: 1, size: "medium" }),
      fc.record({ http: fc.boolean(), lines: fc.boolean() }),
      (begin, rest, some) => {
        const forms = { ...all, ...some };
        const bytes = Buffer.from(begin + rest);
        let told: string | undefined;
        for (let length = 1; length <= bytes.length; length++) {
          const kind = kindOf(bytes.subarray(0, length), forms, false);
          if (told !== undefined) expect(kind).toBe(told);
          told = kind;
          if (length > 16) expect(told).toBeDefined();
        }
      },
    ),
  );
});

/** A server that sniffs; what it told, and what it would read. */
async function sniffing(forms: Forms, accept = () => {}) {
  const told: { kind: string; socket: Socket }[] = [];
  const sniffing = new Sniffing(forms, (socket, kind) =>
    told.push({ kind, socket }),
  );
  const accepted: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted.push(socket);
    sniffing.sniff(socket);
    accept();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    sniffing.stop();
    for (const socket of accepted) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const client = async (): Promise<Socket> => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("error", () => undefined);
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    return socket;
  };
  return { told, accepted, sniffing, client, port };
}

test("one who is cut while he is sniffed leaves nothing behind", async () => {
  const { told, accepted, client } = await sniffing(all);
  const silent = await client();
  const begun = await client();
  begun.write("GE");
  await expect.poll(() => accepted.length).toBe(2);
  silent.destroy();
  begun.resetAndDestroy();
  await expect.poll(() => accepted.every((it) => it.destroyed)).toBe(true);
  for (const socket of accepted) {
    expect(socket.listenerCount("readable")).toBe(0);
    expect(socket.listenerCount("end")).toBeLessThanOrEqual(1);
  }
  expect(told).toEqual([]);
});

test("one who says nothing and ends is cut", async () => {
  const { told, client } = await sniffing(all);
  const ann = await client();
  ann.end();
  await once(ann, "close");
  expect(told).toEqual([]);
});

test("where nobody greets a silent client is told after ten seconds", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { told, accepted, client } = await sniffing({
    ...all,
    greeting: undefined,
  });
  await client();
  while (accepted.length === 0) await new Promise(setImmediate);
  for (const ms of [200, 9_700]) {
    vi.advanceTimersByTime(ms);
    await new Promise(setImmediate);
    expect(told).toEqual([]);
  }
  vi.advanceTimersByTime(100);
  await new Promise(setImmediate);
  expect(told.map(({ kind }) => kind)).toEqual(["lines"]);
});

test("a client that has spoken is not taken for a silent one because the server was busy", async () => {
  const { told, port } = await sniffing(all, () => {
    const end = performance.now() + 400;
    while (performance.now() < end);
  });
  const client = new Worker(
    `const socket = require("node:net").connect(${port}, "127.0.0.1");
    socket.once("connect", () => setTimeout(() => socket.write("GET / HTTP/1.1\\r\\n\\r\\n"), 50));`,
    { eval: true },
  );
  onTestFinished(async () => void (await client.terminate()));
  await expect.poll(() => told.length).toBe(1);
  expect(told.map(({ kind }) => kind)).toEqual(["http"]);
});

test("of very many who are sniffed the first one is cut", () => {
  const it = new Sniffing(all, () => undefined);
  const sockets = Array.from({ length: 1_025 }, () => new Socket());
  for (const socket of sockets) it.sniff(socket);
  expect(sockets.map(({ destroyed }) => destroyed).indexOf(false)).toBe(1);
  it.stop();
  expect(sockets.every(({ destroyed }) => destroyed)).toBe(true);
});
