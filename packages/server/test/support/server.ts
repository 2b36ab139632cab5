// A whole server in this process, on free ports of loopback, for tests over real sockets.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished } from "vitest";
import { readConfig, type Config } from "../../src/config.ts";
import { withoutRates, type Limits } from "../../src/core/limits.ts";
import type { DialectName } from "../../src/dialects/dialect-names.ts";
import { serve } from "../../src/server.ts";

export interface ServerOptions {
  /** `memory:` without it. */
  readonly store?: "memory:" | "sqlite:";
  /** Rates and counts are off; what is given here holds. */
  readonly limits?: Partial<Limits>;
  readonly origins?: readonly string[];
  readonly trustProxy?: boolean;
  /** Where SQLite's files are, to begin again with them; without it a folder of its own. */
  readonly data?: string;
  /** Each opened on a port of its own, beside native over TCP. */
  readonly doors?: readonly DialectName[];
  /** What else is configured. */
  readonly config?: Partial<Config>;
}

export interface TestServer {
  /** `127.0.0.1:PORT` of the main port and of the native door on TCP. */
  readonly http: string;
  readonly tcpPort: number;
  readonly port: number;
  /** What was logged as a warning or worse; the test fails at its end when there is anything. */
  readonly complaints: string[];
  readonly data: string;
  /** What makes an account the owner of the chat; while there is none. */
  readonly ownerToken: string;
  /** The port of a door that was opened. */
  door(name: DialectName): number;
  close(): Promise<void>;
}

/** Ends with the test, which fails when the server logged an error. */
export async function startServer(
  options: ServerOptions = {},
): Promise<TestServer> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), "koine-server-"));
  const complaints: string[] = [];
  const logger = pino(
    { level: "warn" },
    { write: (line: string) => complaints.push(line) },
  );
  const flags = new Map(
    Object.entries({
      port: "0",
      data,
      store: options.store ?? "memory:",
    }).map(([key, text]) => [key, [{ text, name: `--${key}` }]]),
  ) as unknown as Parameters<typeof readConfig>[0];
  const read = readConfig(flags, {}, data);
  const host = "127.0.0.1";
  const config: Config = {
    ...read,
    doors: ["native" as const, ...(options.doors ?? [])].map((dialect) => ({
      dialect,
      host,
      port: 0,
      isClassic: false,
    })),
    durability: "normal",
    origins: options.origins ?? [],
    trustProxy: options.trustProxy ?? false,
    limits: { ...withoutRates(read.limits), ...options.limits },
    ...options.config,
  };
  const running = await serve(config, logger);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= running.close("the test is over"));
  onTestFinished(async () => {
    await close();
    rmSync(data, { recursive: true, force: true });
    expect(complaints).toEqual([]);
  });
  const portOf = (door: string): number => {
    const address = running.addresses.find((one) => one.door === door);
    if (address === undefined) throw new Error(`The door ${door} is not open.`);
    return Number(address.url.split(":").at(-1));
  };
  const port = portOf("http");
  return {
    http: `127.0.0.1:${port}`,
    port,
    tcpPort: portOf("native"),
    complaints,
    data,
    ownerToken: running.ownerLink?.split("/").at(-1) ?? "",
    door: portOf,
    close,
  };
}
