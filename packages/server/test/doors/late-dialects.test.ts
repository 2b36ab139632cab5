// Dialects that are loaded with their first connection.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { openWebSocketDoors } from "../../src/doors/web-sockets.ts";
import { doorParts, echo, open } from "./echo.ts";

/** A dialect that is there when `loaded` says so. */
function late() {
  const loaded = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let isThere = false;
  const dialect = echo("late", {
    webSocket: {
      mainPaths: ["/ws"],
      takes: () => true,
      origin: "own",
      readsCookie: false,
    },
    load() {
      asked.resolve();
      return isThere ? undefined : loaded.promise;
    },
  });
  return {
    dialect,
    asked: asked.promise,
    fail: (error: Error) => loaded.reject(error),
    arrive() {
      isThere = true;
      loaded.resolve();
    },
  };
}

/** The main port of one dialect. */
async function mainPort(dialect: ReturnType<typeof late>["dialect"]) {
  const parts = doorParts();
  const server = createServer();
  onTestFinished(() => void server.close().closeAllConnections());
  openWebSocketDoors(server, [dialect], "main", parts);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const come = (): WebSocket => {
    const ws = new WebSocket(`ws://127.0.0.1:${port}/ws`);
    ws.on("error", () => undefined);
    onTestFinished(() => ws.terminate());
    return ws;
  };
  return { parts, come };
}

async function heard(ws: WebSocket): Promise<string> {
  const [data] = (await once(ws, "message")) as [Buffer];
  return String(data);
}

test("whoever comes meanwhile is let in when the dialect is there, and so is who comes then", async () => {
  const { dialect, asked, arrive } = late();
  const { come } = await mainPort(dialect);
  const ann = come();
  const bob = come();
  await asked;
  expect(dialect.opened).toEqual([]);
  arrive();
  for (const ws of [ann, bob, come()]) {
    if (ws.readyState !== WebSocket.OPEN) await once(ws, "open");
    ws.send("hi");
    expect(await heard(ws)).toBe("late: hi");
  }
});

test("whoever goes meanwhile leaves nothing behind", async () => {
  const { dialect, asked, arrive } = late();
  const { come, parts } = await mainPort(dialect);
  const ann = come();
  await asked;
  const gone = new Promise((resolve) => ann.once("close", resolve));
  ann.terminate();
  await gone;
  const bob = come();
  arrive();
  await once(bob, "open");
  await expect.poll(() => parts.tally.connections).toBe(1);
  expect(parts.connections.open.size).toBe(1);
  expect(dialect.opened.length - dialect.ended).toBe(1);
});

test("where the dialect cannot be loaded the client is told, and so is the operator", async () => {
  const { dialect, asked, fail } = late();
  const { come, parts } = await mainPort(dialect);
  const refused = once(come(), "unexpected-response");
  await asked;
  fail(new Error("The file is gone."));
  const [, { statusCode }] = (await refused) as [
    unknown,
    { statusCode: number },
  ];
  expect(statusCode).toBe(503);
  expect(parts.bugs).toMatchObject([{ message: "The file is gone." }]);
  expect(dialect.opened).toEqual([]);
});

test("a port of its own opens when its dialect is there", async () => {
  const { dialect, asked, arrive } = late();
  let isOpen = false;
  const opening = open([dialect]).then((port) => {
    isOpen = true;
    return port;
  });
  await asked;
  await new Promise(setImmediate);
  expect(isOpen).toBe(false);
  arrive();
  const ws = new WebSocket(`ws://127.0.0.1:${await opening}/`);
  onTestFinished(() => ws.terminate());
  await once(ws, "open");
});
