// Socket.IO 4 at a door that has not been asked for it before.
import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { Host } from "../../../src/wires/socket-io/host.ts";
import { LateServer4 } from "../../../src/wires/socket-io/late-server-4.ts";
import { doorParts } from "../../doors/echo.ts";
import { socketIoDoor } from "./door.ts";

const HANDSHAKE = "?EIO=4&transport=polling";

async function shake(url: string): Promise<string> {
  const shaken = await (await fetch(url + HANDSHAKE)).text();
  const { sid } = JSON.parse(shaken.slice(1)) as { readonly sid: string };
  return `${url}${HANDSHAKE}&sid=${sid}`;
}

test("the first requests may be handshakes, and what follows each finds it", async () => {
  const { url } = await socketIoDoor();
  const all = Array.from({ length: 20 }, () => shake(url));
  for (const polling of await Promise.all(all)) {
    const sent = await fetch(polling, { method: "POST", body: "40" });
    expect([sent.status, await sent.text()]).toEqual([200, "ok"]);
    expect(await (await fetch(polling)).text()).toMatch(/^40\{"sid":/);
  }
});

test("the first request may be a WebSocket", async () => {
  const { url } = await socketIoDoor();
  const ws = new WebSocket(
    `${url.replace("http", "ws")}?EIO=4&transport=websocket`,
  );
  onTestFinished(() => ws.terminate());
  const [first] = (await once(ws, "message")) as [Buffer];
  expect(String(first)).toMatch(/^0\{"sid":/);
});

test("who goes before it is there is not counted, and ends nobody else's", async () => {
  const { url, parts } = await socketIoDoor();
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const path = "/socket.io/?EIO=4&transport=websocket";
  const head = [
    `GET ${path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`, () => socket.resetAndDestroy());
  await once(socket, "close");
  expect((await fetch(url + HANDSHAKE)).status).toBe(200);
  expect(parts.bugs).toEqual([]);
});

test("a door that closes meanwhile refuses", async () => {
  const refused: number[] = [];
  const host = {
    wires: doorParts(),
    refuse: (_socket: unknown, status: number) => void refused.push(status),
  } as unknown as Host;
  const late = new LateServer4(host);
  const socket = { destroyed: false } as never;
  const head = Buffer.alloc(0);
  late.upgrade({} as never, socket, head, new URL("http://server/"));
  late.close();
  await expect.poll(() => refused).toEqual([503]);
});
