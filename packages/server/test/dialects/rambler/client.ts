// Clients of this door, over WebSocket and over TCP. What they are to get is written as it is before it is escaped.
import { expect } from "vitest";
import type { TestServer } from "../../support/server.ts";
import type { Carrier } from "../speakers/carrier.ts";
import { openLines } from "../speakers/lines.ts";
import { forPage } from "../speakers/page-text.ts";
import { openWebSocket } from "../speakers/web-socket.ts";

export const wires = ["WebSocket", "TCP"] as const;
export type WireName = (typeof wires)[number];

export class Client {
  readonly carrier: Carrier;
  readonly #shown: (text: string) => string;
  /** How many of the lines that came have been looked at. */
  #read = 0;

  constructor(carrier: Carrier, shown: (text: string) => string) {
    this.carrier = carrier;
    this.#shown = shown;
  }

  send(line: string): void {
    this.carrier.send(line);
  }

  /** The next lines that come are these, or match these. */
  async gets(...lines: readonly (string | RegExp)[]): Promise<void> {
    const from = this.#read;
    this.#read += lines.length;
    await this.carrier.until(() => this.carrier.told.length >= this.#read);
    const shown = lines.map((line) =>
      typeof line === "string" ? this.#shown(line) : line,
    );
    mustBe(this.carrier.told.slice(from, this.#read), shown);
  }

  /** Sends a line, and gets these. */
  async says(
    line: string,
    ...answers: readonly (string | RegExp)[]
  ): Promise<void> {
    this.send(line);
    await this.gets(...answers);
  }

  /** Whatever has come so far is not looked at. */
  skip(): void {
    this.#read = this.carrier.told.length;
  }

  /** Nothing has come beside what was looked at. */
  async getsNothing(): Promise<void> {
    await this.says("#nonsense", "SERVER:Unknown command");
  }
}

function mustBe(
  told: readonly string[],
  lines: readonly (string | RegExp)[],
): void {
  expect(told).toEqual(
    lines.map((line) =>
      typeof line === "string" ? line : expect.stringMatching(line),
    ),
  );
}

export async function connect(
  wire: WireName,
  server: TestServer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Client> {
  return wire === "TCP"
    ? new Client(await openLines(server.door("rambler")), (text) => text)
    : new Client(await openWebSocket(server.port, "/chat", headers), forPage);
}

export const greeting =
  'SERVER:You are connected to room: "Free Chat" as "Anonymous"';

/** A new connection that has been greeted; nothing has been said in the lobby before. */
export async function arrive(
  wire: WireName,
  server: TestServer,
): Promise<Client> {
  const client = await connect(wire, server);
  await client.gets(greeting);
  return client;
}

/** As `arrive`, logged in to a new account, whose password is `secret`. */
export async function enter(
  wire: WireName,
  server: TestServer,
  name: string,
): Promise<Client> {
  const client = await arrive(wire, server);
  await client.says(
    `#register ${name} secret`,
    `SERVER:User "${name}" successfully created. Try to login.`,
  );
  await client.says(
    `#login ${name} secret`,
    `SERVER:You are logged in as "${name}"`,
  );
  return client;
}
