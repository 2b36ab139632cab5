// A dialect that says back what it hears, and the parts of a server around it, for tests of doors over real sockets.
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { Addresses } from "../../src/core/pace/addresses.ts";
import { defaultLimits, type Limits } from "../../src/core/limits.ts";
import { Tally } from "../../src/core/tally.ts";
import type { Dialect, TcpForm } from "../../src/dialects/dialect.ts";
import { Connections } from "../../src/doors/connections.ts";
import { openPort, type PortParts } from "../../src/doors/port.ts";
import { Frame } from "../../src/lib/frame.ts";
import { Heartbeat } from "../../src/wires/heartbeat.ts";
import { Load } from "../../src/wires/requests.ts";
import { newTurns } from "../../src/wires/turn.ts";
import type { Opened } from "../../src/wires/wire.ts";

export interface Echo extends Dialect {
  /** How those came about with whom it has conversed so far, and how many of them are gone. */
  readonly opened: Opened[];
  ended: number;
}

/**
 * Answers `NAME: FRAME`, `NAME refused WHAT` and, before the server ends the connection, `NAME closing TEXT`; to whom
 * it does not let in `NAME keeps out: TEXT`.
 */
export function echo(
  name: string,
  forms: Omit<Partial<Dialect>, "name" | "converse" | "tcp"> & {
    readonly tcp?: Omit<TcpForm, "refusal">;
  },
): Echo {
  const { tcp, ...others } = forms;
  const refusal = (text: string): Frame =>
    new Frame(`${name} keeps out: ${text}`);
  const dialect: Echo = {
    name,
    ...others,
    ...(tcp === undefined ? {} : { tcp: { ...tcp, refusal } }),
    opened: [],
    ended: 0,
    converse(wire) {
      dialect.opened.push(wire.opened);
      const say = (text: string): void =>
        wire.sendAlone(new Frame(`${name}${text}`));
      if (forms.tcp?.greets) say(" hello");
      return {
        async receive(frame) {
          say(`: ${frame}`);
        },
        refuse: (what) => say(` refused ${what}`),
        close(reason) {
          say(` closing ${reason.text}`);
          wire.close(reason);
        },
        end: () => void dialect.ended++,
      };
    },
  };
  return dialect;
}

/** What a server's doors share. Ends with the test. */
export function doorParts(
  options: {
    readonly limits?: Partial<Limits>;
    readonly idleSeconds?: number;
  } & Partial<PortParts> = {},
) {
  const limits = { ...defaultLimits, ...options.limits };
  const tally = new Tally();
  const addresses = new Addresses(limits);
  const { idleSeconds = 0 } = options;
  const connections = new Connections({
    chat: { tally, addresses },
    idleSeconds,
  });
  const heartbeat = new Heartbeat();
  onTestFinished(async () => {
    await connections.close("the test is over", 100);
    heartbeat.stop();
  });
  const bugs: unknown[] = [];
  return {
    ...limits,
    tally,
    addresses,
    bugs,
    ...newTurns(),
    heartbeat,
    load: new Load(limits.requestsUnderWayInAll),
    connections,
    origins: [],
    trustProxy: false,
    onBug: (error: unknown) => void bugs.push(error),
    ...options,
  } satisfies PortParts & Record<string, unknown>;
}

/** A port of these dialects on loopback; the parts may be given, to look at them. */
export async function open(
  dialects: readonly Dialect[],
  parts = doorParts(),
): Promise<number> {
  const door = await openPort(dialects, { host: "127.0.0.1", port: 0 }, parts);
  onTestFinished(() => door.close());
  return door.port;
}

/** A TCP client that remembers what it was told. */
export class Client {
  readonly socket: Socket;
  /** Resolves when the server has ended it, in whatever way. */
  readonly closed: Promise<unknown>;
  text = "";
  readonly #watching = new Set<() => void>();

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    this.socket.setNoDelay(true);
    this.socket.on("error", () => undefined);
    this.socket.on("data", (piece) => {
      this.text += piece.toString("latin1");
      for (const look of this.#watching) look();
    });
    this.closed = new Promise((resolve) => {
      this.socket.once("end", resolve).once("close", resolve);
    });
    onTestFinished(() => void this.socket.destroy());
  }

  say(bytes: string | Uint8Array): this {
    this.socket.write(bytes);
    return this;
  }

  /** Resolves when it was told this. */
  hears(text: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.text.includes(text)) return;
        this.#watching.delete(look);
        resolve();
      };
      this.#watching.add(look);
      look();
    });
  }

  /** Everything that it was told until the server ended the connection; ends it too. */
  async whole(): Promise<string> {
    await this.closed;
    this.socket.end();
    return this.text;
  }
}
