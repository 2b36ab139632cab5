import { EventEmitter } from "node:events";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { untilAsked } from "../../src/cli/until-asked.ts";
import { readConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import type { Running } from "../../src/server.ts";

const config = readConfig(new Map(), {}, "/");
const never = new Promise<never>(() => {});
const closings: string[] = [];
let heard: EventEmitter;
let printed: string[];

beforeEach(() => {
  heard = new EventEmitter();
  printed = [];
  closings.length = 0;
  vi.spyOn(console, "log").mockImplementation((line) => printed.push(line));
  vi.spyOn(console, "error").mockImplementation((line) => printed.push(line));
});

afterEach(() => {
  vi.restoreAllMocks();
});

function run(
  running: Partial<Running>,
  bounds: { patience?: number; echo?: number } = {},
  onReady: (text: string) => void = () => {},
): Promise<number> {
  const logger = createLogger("silent");
  return untilAsked(
    async () => ({
      addresses: [{ door: "http", url: "http://127.0.0.1:1" }],
      ownerLink: undefined,
      closed: never,
      async close(reason) {
        closings.push(reason);
      },
      ...running,
    }),
    { config, logger, heard, onReady, ...bounds },
  );
}

test("asked to end, it is closed once and the exit code is 0", async () => {
  const code = run({});
  await setImmediate();
  expect(printed).toEqual(["koine ready http://127.0.0.1:1"]);
  heard.emit("SIGTERM", "SIGTERM");
  expect(await code).toBe(0);
  expect(closings).toEqual(["the server is shutting down"]);
});

test("while there is no owner, the link that makes one follows the line that says that it is ready", async () => {
  const told: string[] = [];
  const link = "http://127.0.0.1:1/#/owner/secret";
  const code = run({ ownerLink: link }, {}, (text) => told.push(text));
  await setImmediate();
  const text = `koine ready http://127.0.0.1:1\nmake yourself the owner, once: ${link}`;
  expect(printed).toEqual([text]);
  expect(told).toEqual([text]);
  heard.emit("SIGTERM", "SIGTERM");
  expect(await code).toBe(0);
});

test("asked while it starts, it ends as soon as it has started", async () => {
  const code = run({});
  heard.emit("SIGINT", "SIGINT");
  expect(await code).toBe(0);
  expect(closings).toHaveLength(1);
});

test("asked twice, it ends at once", async () => {
  const code = run({ close: () => never }, { echo: -1 });
  heard.emit("SIGINT", "SIGINT");
  heard.emit("SIGINT", "SIGINT");
  expect(await code).toBe(1);
  expect(printed).toContain(
    "SIGINT again: ending at once; nothing that was acknowledged is lost",
  );
});

test("a signal that comes from two sides counts once", async () => {
  const closing = Promise.withResolvers<void>();
  const code = run({ close: () => closing.promise }, { echo: 60_000 });
  heard.emit("SIGINT", "SIGINT");
  heard.emit("SIGINT", "SIGINT");
  await setImmediate();
  closing.resolve();
  expect(await code).toBe(0);
});

test("an end that takes too long is cut short", async () => {
  const code = run({ close: () => never }, { patience: 20 });
  heard.emit("SIGTERM", "SIGTERM");
  expect(await code).toBe(1);
  expect(printed.at(-1)).toContain("not ended after 0.02 seconds");
});

test("a start that hangs ends when asked, too", async () => {
  const code = untilAsked(() => never, {
    config,
    logger: createLogger("silent"),
    heard,
    patience: 1,
  });
  heard.emit("SIGTERM", "SIGTERM");
  expect(await code).toBe(1);
});

test.each(["uncaughtException", "unhandledRejection"])(
  "%s ends it",
  async (event) => {
    const code = run({});
    heard.emit(event, new Error("a bug"));
    expect(await code).toBe(1);
  },
);

test("an end that fails is no orderly end", async () => {
  const code = run({ close: () => Promise.reject(new Error("a bug")) });
  heard.emit("SIGTERM", "SIGTERM");
  expect(await code).toBe(1);
});

test("a server that ends by itself has failed", async () => {
  expect(await run({ closed: Promise.resolve() })).toBe(1);
  expect(printed.at(-1)).toContain("ended unasked");
});
