// The composition root: Config -> store -> chat -> doors. Whatever was opened when something fails, or at the end, is
// closed in the reverse order.
import { fileURLToPath } from "node:url";
import { Visitors } from "./api/visitors.ts";
import type { Config, DoorConfig } from "./config.ts";

import { addressText, openableText } from "./config/addresses.ts";
import { Chat } from "./core/chat.ts";
import { Tally } from "./core/tally.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { dialects as registry } from "./dialects/registry.ts";
import { Connections } from "./doors/connections.ts";
import {
  openPort,
  portOf,
  type OpenPort,
  type PortParts,
} from "./doors/port.ts";
import { withRoutes } from "./doors/routes.ts";
import { memoryProbe, Shedding } from "./doors/shedding.ts";
import { openSocketIo } from "./doors/socket-io.ts";
import { hintAtProxy } from "./doors/proxy-hint.ts";
import { openWebSocketDoors } from "./doors/web-sockets.ts";
import { createHashing } from "./hashing.ts";
import { createHttp } from "./http/create-http.ts";
import { isOwnOrigin } from "./lib/origin.ts";
import { packageVersion } from "./lib/package-version.ts";
import type { Logger } from "./logger.ts";
import { openStore } from "./stores/registry.ts";
import { Heartbeat } from "./wires/heartbeat.ts";
import { Load } from "./wires/requests.ts";
import { newTurns } from "./wires/turn.ts";

export interface Running {
  readonly addresses: readonly {
    readonly door: string;
    readonly url: string;
  }[];
  /** Whoever opens it first becomes the owner of the chat; undefined when there is one. A secret. */
  readonly ownerLink: string | undefined;
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
    hashing: createHashing({ most: config.hashing }),
    limits: config.limits,
    tally,
    now: Date.now,
    broadcastKey: config.broadcastKey,
    rooms: config.rooms,
    onError: onBug,
  });
  opened.defer(() => chat.close());
  const visitors = opened.adopt(new Visitors(chat), (it) => it.stop());
  const { idleSeconds, origins, trustProxy } = config;
  const connections = new Connections({ chat, idleSeconds });
  opened.adopt(
    new Shedding({
      connections,
      probe: memoryProbe(config.memoryMost),
      tell: (text) => logger.warn(text),
    }),
    (it) => it.stop(),
  );
  const facts = { ...config, version: packageVersion() };
  const context = { chat, settings: { ...config, server: facts }, onBug };
  const dialects = Object.values(registry).map((open) => open(context));
  const wires = {
    ...config.limits,
    ...newTurns(),
    heartbeat: opened.adopt(new Heartbeat(), (it) => it.stop()),
    load: new Load(config.limits.requestsUnderWayInAll),
    connections,
    origins,
    trustProxy,
    onBug,
  };
  const onSocketIo = dialectOnSocketIo(dialects);
  await onSocketIo.load?.();
  const socketIo = opened.adopt(openSocketIo(onSocketIo, wires), (it) =>
    it.close(),
  );
  const parts: PortParts = {
    ...wires,
    takesRequest: (request, response) => socketIo.request(request, response),
    takesUpgrade: (request, socket, head) =>
      socketIo.upgrade(request, socket, head),
  };
  let closing: string | undefined;

  const http = createHttp({
    publicDir: fileURLToPath(new URL("../public/", import.meta.url)),
    invoke: (verb, params, caller) => visitors.invoke(verb, params, caller),
    isReady: () => closing ?? true,
    logger,
    trustProxy,
    originAllowed: (origin, host) => isOwnOrigin(origin, host, origins),
    refused: (code) => tally.refused(code),
    bodyBytes: config.limits.frameBytes,
    around: (listener) =>
      withRoutes(
        dialects.flatMap(({ routes }) => routes ?? []),
        listener,
        parts,
      ),
  });
  openWebSocketDoors(http.server, dialects, "main", parts);
  if (!trustProxy) hintAtProxy(http.server, (text) => logger.warn(text));
  const ports: OpenPort[] = [];
  // The sockets of upgrades hold an HTTP server: they go first.
  opened.defer(() => http.close());
  opened.defer(() => ports.forEach((port) => port.close()));
  opened.defer(async () => {
    await Promise.race([chat.settled(), pause(SETTLING_MS)]);
    await connections.close(closing ?? "the server could not start", GOING_MS);
  });
  await http.listen({ host: config.host, port: config.port });
  const main = { host: config.host, port: portOf(http.server) };
  const addresses = [{ door: "http", url: `http://${addressText(main)}` }];

  for (const doors of byAddress(config.doors)) {
    const [{ host, port }] = doors;
    const there = doors.map(({ dialect }) => named(dialects, dialect));
    const door = await openPort(there, { host, port }, parts);
    ports.push(door);
    opened.defer(() => door.stop());
    const at = addressText({ host, port: door.port });
    for (const { dialect } of doors)
      addresses.push({ door: dialect, url: `${dialect}://${at}` });
  }

  if (config.metrics !== undefined) {
    const { createMetrics } = await import("./http/metrics.ts");
    const { createMetricsServer } = await import("./http/metrics-server.ts");
    const server = createMetricsServer(createMetrics(tally), logger);
    const { host, port } = config.metrics;
    await new Promise<void>((resolve, reject) =>
      server.once("error", reject).listen(port, host, resolve),
    );
    opened.defer(() => void server.close().closeAllConnections());
    const at = addressText({ host, port: portOf(server) });
    addresses.push({ door: "metrics", url: `http://${at}/metrics` });
  }

  const all = opened.move();
  const closed = Promise.withResolvers<undefined>();
  const { ownerLink: secret } = chat;
  return {
    addresses,
    ownerLink: secret && `http://${openableText(main)}/#/owner/${secret}`,
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

/** The doors of each address together; those on any free port are apart. */
function byAddress(
  doors: readonly DoorConfig[],
): (readonly [DoorConfig, ...DoorConfig[]])[] {
  const found: [DoorConfig, ...DoorConfig[]][] = [];
  for (const door of doors) {
    const shared = found.find(
      ([{ host, port }]) =>
        port !== 0 && host === door.host && port === door.port,
    );
    if (shared === undefined) found.push([door]);
    else shared.push(door);
  }
  return found;
}

function named(dialects: readonly Dialect[], name: string): Dialect {
  const dialect = dialects.find((one) => one.name === name);
  if (dialect === undefined)
    throw new Error(`There is no dialect "${name}" for --door.`);
  return dialect;
}

/** One dialect speaks at /socket.io/: there is one such path. */
function dialectOnSocketIo(dialects: readonly Dialect[]): Dialect {
  const dialect = dialects.find(({ isOnSocketIo }) => isOnSocketIo);
  if (dialect === undefined) throw new Error("No dialect is on Socket.IO.");
  return dialect;
}
