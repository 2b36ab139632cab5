// What only real sockets show: slow senders and readers, upgrades, and closing.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { FastifyInstance } from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { defaultTimeouts } from "../../src/http/create-http.ts";
import { publicFolder, testHttp } from "./parts.ts";

const never = 600_000;
const patient = {
  headers: never,
  request: never,
  check: 20,
  stalled: never,
  closing: never,
};

async function listen(app: FastifyInstance): Promise<() => Promise<Socket>> {
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  return async () => {
    const socket = connect({ port, host: "127.0.0.1" });
    onTestFinished(() => {
      socket.destroy();
    });
    await once(socket, "connect");
    return socket;
  };
}

const request = "GET /healthz HTTP/1.1\r\nHost: chat.test\r\n\r\n";

test("many calls go over one connection", async () => {
  const { app } = testHttp({ invoke: async (_verb, params) => params });
  const open = await listen(app);
  const socket = await open();
  for (let n = 1; n <= 3; n++) {
    const body = JSON.stringify({ n });
    socket.write(
      `POST /api/say HTTP/1.1\r\nHost: chat.test\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    let answer = "";
    while (!answer.endsWith(body)) {
      const [chunk] = (await once(socket, "data")) as [Buffer];
      answer += chunk.toString();
    }
    expect(answer).toContain("HTTP/1.1 200");
  }
});

test.each([
  ["nothing", { headers: 50 }, ""],
  ["half a head", { headers: 50 }, "GET /healthz HTTP/1.1\r\nHost:"],
  [
    "half a body",
    { headers: 50, request: 50 },
    "POST /api/say HTTP/1.1\r\nHost: chat.test\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
  ],
])("who sends %s and waits is let go", async (_what, soon, sent) => {
  const { app, errors } = testHttp({ timeouts: { ...patient, ...soon } });
  const open = await listen(app);
  const socket = await open();
  socket.write(sent);
  expect(await text(socket)).toContain("408 Request Timeout");
  expect(errors).toEqual([]);
});

test("who asks for much and does not read is let go", async () => {
  const publicDir = publicFolder({ "big.svg": Buffer.alloc(32 * 1024 * 1024) });
  const { app, errors } = testHttp({
    publicDir,
    timeouts: { ...patient, stalled: 100 },
  });
  const open = await listen(app);
  const accepted = once(app.server, "connection") as Promise<[Socket]>;
  const socket = await open();
  const [atServer] = await accepted;
  socket.write("GET /big.svg HTTP/1.1\r\nHost: chat.test\r\n\r\n");
  await once(atServer, "close");
  expect(errors).toEqual([]);
});

test("a socket that is upgraded belongs to whoever took it, and no timeout of HTTP ends it", async () => {
  const { app } = testHttp({
    timeouts: { ...patient, headers: 40, request: 40, stalled: 40 },
  });
  const taken = new Promise<Socket>((resolve) => {
    app.server.on("upgrade", (_request, socket: Socket) => resolve(socket));
  });
  const open = await listen(app);
  const socket = await open();
  // A request before it on the same socket sets the timeouts of requests.
  socket.write(request);
  await once(socket, "data");
  socket.write(
    "GET /ws HTTP/1.1\r\nHost: chat.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  );
  const atServer = await taken;
  expect(atServer.timeout ?? 0).toBe(0);
  // Others that are let go show that the time for it has passed, twice.
  for (let round = 0; round < 2; round++) {
    const other = await open();
    other.write("GET");
    await text(other);
  }
  atServer.write("still here");
  const [said] = (await once(socket, "data")) as [Buffer];
  expect(said.toString()).toBe("still here");
  atServer.destroy();
});

test("closing lets a call under way end, and then every connection goes, idle or silent", async () => {
  let finish: (() => void) | undefined;
  const begun = Promise.withResolvers<void>();
  const { app } = testHttp({
    timeouts: patient,
    invoke: () => {
      begun.resolve();
      return new Promise((resolve) => {
        finish = () => resolve({ done: true });
      });
    },
  });
  const open = await listen(app);
  const silent = await open();
  const idle = await open();
  idle.write(request);
  await once(idle, "data");
  const busy = await open();
  busy.write(
    "POST /api/say HTTP/1.1\r\nHost: chat.test\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
  );
  await begun.promise;

  const closed = app.close();
  idle.write(request);
  const [turnedAway] = (await once(idle, "data")) as [Buffer];
  expect(turnedAway.toString()).toContain("503");
  finish?.();
  expect(await text(busy)).toContain('{"done":true}');
  await closed;
  await Promise.all([text(silent), text(idle)]);
});

test("closing waits for a call only so long", async () => {
  const begun = Promise.withResolvers<void>();
  const { app } = testHttp({
    timeouts: { ...patient, closing: 20 },
    invoke: () => {
      begun.resolve();
      return new Promise(() => {});
    },
  });
  const open = await listen(app);
  const busy = await open();
  busy.on("error", () => {});
  busy.write(
    "POST /api/say HTTP/1.1\r\nHost: chat.test\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
  );
  await begun.promise;
  await app.close();
});

test("the time limits keep their order", () => {
  const { headers, request: whole, closing } = defaultTimeouts;
  expect(headers).toBeLessThanOrEqual(whole);
  expect(closing).toBeLessThan(5_000);
});
