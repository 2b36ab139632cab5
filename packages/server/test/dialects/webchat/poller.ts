// A client of Webchat that polls, over both Socket.IO protocols: when it polls is the test's.
import { decodePayload } from "../../../src/wires/socket-io/payload-09.ts";
import type { TestServer } from "../../support/server.ts";

export interface Message {
  readonly text: string;
  readonly from_user: string;
}

export interface Poller {
  /** The answer's status. */
  post(name: string, body: object): Promise<number>;
  /** What one poll brings: messages, and whether it says that the connection has ended; or its status, when refused. */
  poll(): Promise<Polled>;
}

export interface Polled {
  readonly status: number;
  readonly messages: readonly Message[];
  readonly isOver: boolean;
}

async function poller09(server: TestServer): Promise<Poller> {
  const url = `http://${server.http}/socket.io/1/`;
  const [id] = (await (await fetch(url)).text()).split(":");
  const session = `${url}xhr-polling/${id}`;
  return {
    async post(name, body) {
      const packet = `5:::${JSON.stringify({ name, args: [body] })}`;
      return (await fetch(session, { method: "POST", body: packet })).status;
    },
    async poll() {
      const response = await fetch(session);
      const packets = decodePayload(await response.text()) ?? [];
      const messages = packets
        .filter((packet) => packet.startsWith("5:::"))
        .flatMap((packet) => JSON.parse(packet.slice(4)).args as Message[]);
      const isOver = packets.includes("0::");
      return { status: response.status, messages, isOver };
    },
  };
}

async function poller4(server: TestServer): Promise<Poller> {
  const url = `http://${server.http}/socket.io/?EIO=4&transport=polling`;
  const opened = await (await fetch(url)).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const session = `${url}&sid=${sid}`;
  const post = async (body: string): Promise<number> =>
    (await fetch(session, { method: "POST", body })).status;
  await post("40");
  return {
    post: (name, body) => post(`42${JSON.stringify([name, body])}`),
    async poll() {
      const response = await fetch(session);
      const packets = (await response.text()).split("\x1e");
      const messages = packets
        .filter((packet) => packet.startsWith("42"))
        .map((packet) => (JSON.parse(packet.slice(2)) as [string, Message])[1]);
      const isOver = packets.includes("41") || packets.includes("1");
      return { status: response.status, messages, isOver };
    },
  };
}

export const pollers = [
  ["0.9", poller09],
  ["4", poller4],
] as const;
