// A client of Webchat over Socket.IO 0.9 as packets, for tests of what no library sends; and accounts.
import { enter, webSocket } from "../../support/clients.ts";
import type { TestServer } from "../../support/server.ts";
import {
  openWebSocket,
  type WebSocketCarrier,
} from "../speakers/web-socket.ts";

const PASSWORD = "swordfish";

/** Someone in the lobby, by the native door, and accounts that have one password. */
export async function world(
  server: TestServer,
  accounts: readonly string[] = [],
) {
  const native = await enter(webSocket(server), "eve");
  const { room } = (await native.must("join", { room: "Free Chat" })) as {
    room: string;
  };
  for (const name of accounts)
    await native.must("register", { name, password: PASSWORD });
  return {
    native,
    password: PASSWORD,
    /** Who is in the lobby, by their names. */
    async members(): Promise<readonly string[]> {
      const { members } = (await native.must("members", { room })) as {
        members: readonly { name: string }[];
      };
      return members.map(({ name }) => name).sort();
    },
    say: (text: string) => native.must("say", { room, text, key: text }),
  };
}

export class Raw09 {
  readonly carrier: WebSocketCarrier;
  #acks = 0;

  constructor(carrier: WebSocketCarrier) {
    this.carrier = carrier;
  }

  static async open(server: TestServer): Promise<Raw09> {
    const answer = await fetch(`http://${server.http}/socket.io/1/`);
    const [id] = (await answer.text()).split(":");
    const path = `/socket.io/1/websocket/${id}`;
    const carrier = await openWebSocket(server.port, path);
    await carrier.until(() => carrier.told.includes("1::"));
    return new Raw09(carrier);
  }

  /** Resolves when it was acknowledged. */
  async emit(name: string, ...args: unknown[]): Promise<void> {
    const id = ++this.#acks;
    this.carrier.send(`5:${id}+::${JSON.stringify({ name, args })}`);
    await this.carrier.until(() => this.carrier.told.includes(`6:::${id}`));
  }

  join(username: string, password = ""): Promise<void> {
    return this.emit("connected", { username, password });
  }

  /** What was heard so far, as `author: text`. */
  get lines(): readonly string[] {
    return this.carrier.told
      .filter((packet) => packet.startsWith("5:::"))
      .map((packet) => {
        const { args } = JSON.parse(packet.slice(4)) as {
          args: [{ text: string; from_user: string }];
        };
        return `${args[0].from_user}: ${args[0].text}`;
      });
  }

  hears(line: string): Promise<void> {
    return this.carrier.until(() => this.lines.includes(line));
  }
}
