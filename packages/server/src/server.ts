// The composition root: Config -> store -> chat -> doors. Whatever was opened when something fails, or at the end, is
// closed in the reverse order.
import { fileURLToPath } from "node:url";
import { version } from "@koine/protocol";
import { Visitors } from "./api/visitors.ts";
import type { Config } from "./config.ts";
import { Chat } from "./core/chat.ts";
import { Tally } from "./core/tally.ts";
import { dialects } from "./dialects/registry.ts";
import { native } from "./dialects/native/native.ts";
import { Connections } from "./doors/connections.ts";
import { openTcpDoor, portOf } from "./doors/tcp.ts";
import { openWebSocketDoors } from "./doors/web-sockets.ts";
import { createHttp } from "./http/create-http.ts";
import { createMetrics } from "./http/metrics.ts";
import { createMetricsServer } from "./http/metrics-server.ts";
import { isOwnOrigin } from "./lib/origin.ts";
import type { Logger } from "./logger.ts";
import { openStore } from "./stores/registry.ts";
import { Heartbeat } from "./wires/heartbeat.ts";
import { Load } from "./wires/requests.ts";
import { Turn } from "./wires/turn.ts";

export interface Running {
  readonly addresses: readonly {
    readonly door: string;
    readonly url: string;
  }[];
  /** Resolves when the server has ended. */
  readonly closed: Promise<void>;
  /** Finishes what is under way, tells the clients why, and ends. Takes less than 5 seconds. */
  close(reason: string): Promise<void>;
}

/** How long what is under way may take to end, and then the connections to go, in milliseconds. */
const SETTLING_MS = 1_500;
const GOING_MS = 1_500;

/** Resolves when every door is open. @throws what the store or a socket says; everything opened is closed again. */
export async function serve(config: Config, logger: Logger): Promise<Running> {
  await using opened = new AsyncDisposableStack();
  const tally = new Tally();
  const store = opened.use(
    await openStore(config.store, {
      ...config,
      observer: tally,
      onTrouble: (text) => logger.error({ trouble: text }, "the store"),
    }),
  );
  const onBug = (error: unknown, where: string): void =>
    logger.error({ err: error, where }, "a bug");
  const chat = await Chat.open({
    store,
    limits: config.limits,
    tally,
    now: Date.now,
    onError: onBug,
  });
  opened.defer(() => chat.close());
  const visitors = opened.adopt(new Visitors(chat), (it) => it.stop());
  const connections = new Connections({ chat, onBug });
  const heartbeat = opened.adopt(new Heartbeat(), (it) => it.stop());
  const load = new Load(config.limits.requestsUnderWayInAll);
  const wires = {
    turn: new Turn(),
    heartbeat,
    load,
    connections,
    ...config.limits,
  };
  let closing: string | undefined;

  const http = createHttp({
    publicDir: fileURLToPath(new URL("../public/", import.meta.url)),
    invoke: (verb, params, caller) => visitors.invoke(verb, params, caller),
    isReady: () => closing ?? true,
    logger,
    trustProxy: config.trustProxy,
    originAllowed: (origin, host) => isOwnOrigin(origin, host, config.origins),
    refused: (code) => tally.refused(code),
    bodyBytes: config.limits.frameBytes,
  });
  openWebSocketDoors(
    http.server,
    [{ path: "/ws", dialect: native, subprotocol: version }],
    { ...wires, ...config },
  );
  // The sockets of upgrades hold the HTTP server: they go first.
  opened.defer(() => http.close());
  opened.defer(async () => {
    await Promise.race([chat.settled(), pause(SETTLING_MS)]);
    await connections.close(closing ?? "the server could not start", GOING_MS);
  });
  await http.listen({ host: config.host, port: config.port });
  const addresses = [
    { door: "http", url: `http://${shown(config.host, portOf(http.server))}` },
  ];

  for (const door of config.doors) {
    const dialect = dialects[door.dialect];
    if (dialect === undefined)
      throw new Error(`There is no dialect "${door.dialect}" for --door.`);
    const server = await openTcpDoor(dialect, door, wires);
    opened.defer(() => void server.close());
    addresses.push({
      door: door.dialect,
      url: `${door.dialect}://${shown(door.host, portOf(server))}`,
    });
  }

  if (config.metrics !== undefined) {
    const server = createMetricsServer(createMetrics(tally), logger);
    const { host, port } = config.metrics;
    await new Promise<void>((resolve, reject) =>
      server.once("error", reject).listen(port, host, resolve),
    );
    opened.defer(() => void server.close().closeAllConnections());
    addresses.push({
      door: "metrics",
      url: `http://${shown(host, portOf(server))}/metrics`,
    });
  }

  const all = opened.move();
  const closed = Promise.withResolvers<undefined>();
  return {
    addresses,
    closed: closed.promise,
    async close(reason) {
      closing ??= reason;
      await all.disposeAsync();
      closed.resolve(undefined);
    },
  };
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, ms).unref());

/** As in a URL: IPv6 in brackets. */
const shown = (host: string, port: number): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
