// WebSocket handshakes and frames as bytes, for tests of what no library sends.
import { once } from "node:events";
import { connect } from "node:net";
import { onTestFinished } from "vitest";
import type { TestServer } from "./server.ts";

/** A client's frame (RFC 6455, section 5.2), with a mask of zeros. */
export function masked(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head =
    length < 126
      ? [first, 0x80 | length]
      : [first, 0x80 | 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]);
}

export function handshake(
  server: TestServer,
  path: string,
  headers: Record<string, string>,
): string {
  const all = {
    host: server.http,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    ...headers,
  };
  const lines = Object.entries(all).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** The status that an upgrade is answered with. */
export async function upgrade(
  server: TestServer,
  path: string,
  headers: Record<string, string>,
  stays = false,
): Promise<number> {
  const socket = connect(server.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.write(handshake(server, path, headers));
  const [answer] = (await once(socket, "data")) as [Buffer];
  if (!stays) socket.destroy();
  return Number(String(answer).split(" ")[1]);
}
