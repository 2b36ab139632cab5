// A door on Socket.IO whose dialect says back what it hears, and a polling client of protocol 1, for tests of the wires.
import { onTestFinished } from "vitest";
import { openSocketIo } from "../../../src/doors/socket-io.ts";
import { decodePayload } from "../../../src/wires/socket-io/payload-09.ts";
import { doorParts, echo, open, type Echo } from "../../doors/echo.ts";

export interface SocketIoDoor {
  readonly url: string;
  readonly dialect: Echo;
  readonly parts: ReturnType<typeof doorParts>;
}

/** Answers `echo: EVENT`. */
export async function socketIoDoor(
  options: Parameters<typeof doorParts>[0] = {},
): Promise<SocketIoDoor> {
  const dialect = echo("echo", { isOnSocketIo: true });
  const parts = doorParts(options);
  const door = openSocketIo(dialect, parts);
  onTestFinished(() => door.close());
  const port = await open([dialect], {
    ...parts,
    takesRequest: door.request,
    takesUpgrade: door.upgrade,
  });
  return { url: `http://127.0.0.1:${port}/socket.io/`, dialect, parts };
}

export class Polling09Client {
  readonly heard: string[] = [];
  readonly #url: string;
  readonly id: string;

  constructor(url: string, id: string) {
    this.#url = `${url}1/xhr-polling/${id}`;
    this.id = id;
  }

  /** After a handshake; nothing is polled yet. */
  static async shake(url: string): Promise<Polling09Client> {
    const [id = ""] = (await (await fetch(`${url}1/`)).text()).split(":");
    return new Polling09Client(url, id);
  }

  /** After a handshake and the first poll. */
  static async open(url: string): Promise<Polling09Client> {
    const client = await Polling09Client.shake(url);
    await client.poll();
    return client;
  }

  async poll(): Promise<readonly string[]> {
    const packets = decodePayload(await (await fetch(this.#url)).text()) ?? [];
    this.heard.push(...packets);
    return packets;
  }

  async post(body: string): Promise<number> {
    const { status } = await fetch(this.#url, { method: "POST", body });
    return status;
  }

  /** Polls until that was heard. */
  async hears(packet: string): Promise<void> {
    while (!this.heard.includes(packet)) await this.poll();
  }
}
