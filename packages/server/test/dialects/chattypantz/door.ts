// The door on a port of its own over real sockets, with the chat behind it in the test's hand.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished } from "vitest";
import { Chat } from "../../../src/core/chat.ts";
import type { Hashing } from "../../../src/core/ports/hashing.ts";
import {
  defaultLimits,
  withoutRates,
  type Limits,
} from "../../../src/core/limits.ts";
import type { Session } from "../../../src/core/session.ts";
import { Tally } from "../../../src/core/tally.ts";
import { join } from "../../../src/core/verbs/join.ts";
import { visit } from "../../../src/core/verbs/visit.ts";
import { openChattypantz } from "../../../src/dialects/chattypantz/chattypantz.ts";
import type { DoorSettings } from "../../../src/dialects/dialect.ts";
import { Connections } from "../../../src/doors/connections.ts";
import { openPort } from "../../../src/doors/port.ts";
import { openStore } from "../../../src/stores/registry.ts";
import { Heartbeat } from "../../../src/wires/heartbeat.ts";
import { Load } from "../../../src/wires/requests.ts";
import { newTurns } from "../../../src/wires/turn.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";

export interface DoorOptions {
  readonly settings?: Partial<DoorSettings>;
  /** Rates and counts are off; what is given here holds. */
  readonly limits?: Partial<Limits>;
  readonly broadcastKey?: string;
}

/** A hash for tests, that takes no time. */
const hashing: Hashing = {
  hash: (password) => Promise.resolve(`hashed ${password}`),
  verify: (hash, password) => Promise.resolve(hash === `hashed ${password}`),
};

/** Ends with the test, which fails when there was a bug, or when anyone is left in the chat. */
export async function openDoor(options: DoorOptions = {}) {
  const data = mkdtempSync(path.join(tmpdir(), "koine-chattypantz-"));
  const tally = new Tally();
  const store = await openStore("memory:", {
    data,
    durability: "normal",
    observer: tally,
  });
  const limits = { ...withoutRates(defaultLimits), ...options.limits };
  const bugs: unknown[] = [];
  const onBug = (error: unknown): void => void bugs.push(error);
  const now = Date.now;
  const chat = await Chat.open({
    store,
    hashing,
    limits,
    tally,
    now,
    broadcastKey: options.broadcastKey,
    onError: onBug,
  });
  const settings: DoorSettings = {
    history: 15,
    showAddresses: true,
    adminToken: undefined,
    serverName: "",
    ...options.settings,
  };
  const dialect = openChattypantz({ chat, settings, onBug });
  const heartbeat = new Heartbeat();
  const connections = new Connections({ chat, idleSeconds: 0 });
  const port = await openPort(
    [dialect],
    { host: "127.0.0.1", port: 0 },
    {
      ...limits,
      ...newTurns(),
      heartbeat,
      load: new Load(limits.requestsUnderWayInAll),
      connections,
      origins: [],
      trustProxy: false,
      onBug,
    },
  );
  const people: Session[] = [];
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= connections.close("the test is over", 1_000));
  onTestFinished(async () => {
    await Promise.all(people.map((session) => chat.end(session)));
    await close();
    port.close();
    heartbeat.stop();
    await expect.poll(() => tally.sessions).toBe(0);
    await chat.close();
    await store[Symbol.asyncDispose]();
    rmSync(data, { recursive: true, force: true });
    expect(bugs).toEqual([]);
  });
  return {
    chat,
    connections,
    port: port.port,
    http: `http://127.0.0.1:${port.port}`,
    close,
    /** Someone who came through another door. */
    async elsewhere(name: string, ...rooms: readonly string[]) {
      const line = new FakeLine();
      const ear = { line, encoder: plain };
      const session = await visit(
        chat,
        { name },
        { address: "192.0.2.7", ear },
      );
      people.push(session);
      for (const room of rooms) await join(chat, session, { room });
      return { session, line };
    },
  };
}
