// Handshakes that nobody uses: how many there may be, and how they end.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { Host } from "../../../src/wires/socket-io/host.ts";
import { Server09 } from "../../../src/wires/socket-io/server-09.ts";
import { Server4 } from "../../../src/wires/socket-io/server-4.ts";
import { doorParts } from "../../doors/echo.ts";

async function serve(options: Partial<Host>) {
  let counted = 0;
  const freed = Promise.withResolvers<void>();
  const count = () => {
    counted++;
    return () => {
      if (--counted === 0) freed.resolve();
    };
  };
  const host: Host = {
    wires: doorParts(),
    frameBytes: 1_000,
    closeMs: 25_000,
    openedBy: () => ({ address: "127.0.0.1", port: 1, path: "" }),
    admit: count,
    expect: count,
    refuse: (socket) => socket.destroy(),
    converse: () => undefined,
    ...options,
  };
  const server09 = new Server09(host);
  const server4 = new Server4(host);
  const http = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://server");
    if (!server09.request(request, response, url))
      server4.request(request, response, url);
  });
  http.on("upgrade", (request, socket, head) =>
    server4.upgrade(
      request,
      socket,
      head,
      new URL(request.url ?? "", "http://server"),
    ),
  );
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => {
    server09.close();
    server4.close();
    http.close().closeAllConnections();
  });
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/socket.io/`,
    counted: () => counted,
    freed: freed.promise,
  };
}

test.each([
  ["0.9", "1/"],
  ["4", "?EIO=4&transport=polling"],
])("one of %s that nobody uses is forgotten", async (_, path) => {
  const { url, counted, freed } = await serve({ closeMs: 50 });
  expect((await fetch(url + path)).status).toBe(200);
  // In the chat's count of connections, and among the unused.
  expect(counted()).toBe(2);
  await freed;
});

test.each([
  ["0.9", "1/", 503],
  ["4", "?EIO=4&transport=polling", 429],
])("one of %s too many is refused", async (_, path, status) => {
  const { url, counted } = await serve({ expect: () => "Too many." });
  const answer = await fetch(url + path);
  expect([answer.status, await answer.text()]).toEqual([status, "Too many."]);
  expect(counted()).toBe(0);
});

test("who asks for other namespaces again and again, and never for the one there is, is let go", async () => {
  const { url, counted } = await serve({});
  const ws = new WebSocket(
    `${url.replace("http", "ws")}?EIO=4&transport=websocket`,
  );
  let refused = 0;
  ws.on("message", (data: Buffer) => {
    if (data.toString().startsWith("44/a,")) refused++;
  });
  await once(ws, "open");
  for (let n = 0; n < 100; n++) ws.send("40/a,");
  await once(ws, "close");
  expect(refused).toBeLessThanOrEqual(16);
  await expect.poll(counted).toBe(0);
});

test("who pings faster than anyone answers is let go", async () => {
  const { url } = await serve({});
  const ws = new WebSocket(
    `${url.replace("http", "ws")}?EIO=4&transport=websocket`,
  );
  let pongs = 0;
  ws.on("pong", () => pongs++).on("error", () => undefined);
  await once(ws, "open");
  for (let n = 0; n < 5_000; n++) ws.ping("x");
  await once(ws, "close");
  expect(pongs).toBeLessThan(5_000);
});
