import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Tally } from "../../src/core/tally.ts";
import { createMetricsServer } from "../../src/http/metrics-server.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { collectingLogger } from "./parts.ts";

function metricsOf(tally: Tally) {
  const metrics = createMetrics(tally);
  onTestFinished(() => metrics.close());
  return async () => {
    const lines = (await metrics.scrape()).split("\n");
    return new Map(
      lines
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => {
          const at = line.lastIndexOf(" ");
          return [line.slice(0, at), Number(line.slice(at + 1))];
        }),
    );
  };
}

test("a scrape tells what the tally counts, each time as it is then", async () => {
  const tally = new Tally();
  const scrape = metricsOf(tally);
  expect((await scrape()).get("koine_messages_total")).toBe(0);
  Object.assign(tally, {
    connections: 5,
    sessions: 4,
    openRooms: 3,
    lagging: 2,
    messages: 10,
    deliveries: 1_000,
  });
  tally.refused("rate_limited");
  tally.refused("rate_limited");
  tally.refused("bad_name");
  tally.committed(0.003, 7, false);
  await scrape();
  const found = await scrape();
  expect(Object.fromEntries(found)).toMatchObject({
    koine_connections: 5,
    koine_sessions: 4,
    koine_open_rooms: 3,
    koine_lagging_sockets: 2,
    koine_messages_total: 10,
    koine_deliveries_total: 1_000,
    koine_failed_commits_total: 1,
    'koine_refusals_total{code="rate_limited"}': 2,
    'koine_refusals_total{code="bad_name"}': 1,
  });
});

test("commit times are a cumulative histogram", async () => {
  const tally = new Tally();
  const scrape = metricsOf(tally);
  for (const seconds of [0.0004, 0.0005, 0.003, 2])
    tally.committed(seconds, 1, true);
  const found = await scrape();
  const bucket = (le: string) =>
    found.get(`koine_commit_seconds_bucket{le="${le}"}`);
  expect(["0.0005", "0.001", "0.005", "1", "+Inf"].map(bucket)).toEqual([
    2, 2, 3, 3, 4,
  ]);
  expect(found.get("koine_commit_seconds_count")).toBe(4);
  expect(found.get("koine_commit_seconds_sum")).toBeCloseTo(2.0039);
});

test("the event loop's delay and the process are told, once each", async () => {
  const found = await metricsOf(new Tally())();
  for (const name of [
    "koine_event_loop_delay_p50_seconds",
    "koine_event_loop_delay_p99_seconds",
    "koine_event_loop_delay_max_seconds",
    "process_cpu_seconds_total",
    "process_resident_memory_bytes",
    "nodejs_heap_size_used_bytes",
  ])
    expect(found.get(name), name).toBeGreaterThanOrEqual(0);
  const lag = [...found.keys()].filter((name) =>
    name.startsWith("nodejs_eventloop_lag"),
  );
  expect(lag).toEqual([]);
});

test("a loop that was held up says so, and forgets it after the scrape", async () => {
  const scrape = metricsOf(new Tally());
  const turn = () => new Promise((resolve) => setTimeout(resolve, 25));
  await turn();
  const held = performance.now() + 200;
  while (performance.now() < held);
  await turn();
  const max = (await scrape()).get("koine_event_loop_delay_max_seconds") ?? 0;
  expect(max).toBeGreaterThan(0.1);
  // Nothing was seen since.
  expect(
    (await scrape()).get("koine_event_loop_delay_max_seconds"),
  ).toBeLessThan(max);
});

test("every name has a help text, and a unit or _total by Prometheus' conventions", async () => {
  const metrics = createMetrics(new Tally());
  onTestFinished(() => metrics.close());
  const text = await metrics.scrape();
  for (const [, name, type] of text.matchAll(/^# TYPE (koine_\S+) (\S+)$/gm)) {
    expect(text).toMatch(new RegExp(`^# HELP ${name} \\S`, "m"));
    expect(name?.endsWith("_total"), name).toBe(type === "counter");
  }
});

test("the metrics are at /metrics of their own listener and nowhere else", async () => {
  const { logger, errors } = collectingLogger();
  const server = createMetricsServer(createMetrics(new Tally()), logger);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    if (server.listening) await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  const ask = (path: string, method = "GET") =>
    fetch(`http://127.0.0.1:${port}${path}`, { method });
  const found = await ask("/metrics");
  expect(found.headers.get("content-type")).toContain("text/plain");
  expect(await found.text()).toContain("koine_connections 0");
  expect((await ask("/")).status).toBe(404);
  expect((await ask("/metrics", "POST")).status).toBe(405);
  expect(errors).toEqual([]);
});

test("metrics that cannot be collected are logged, and the scrape is refused", async () => {
  const { logger, errors } = collectingLogger();
  const broken = {
    contentType: "text/plain",
    scrape: () => Promise.reject(new Error("broken")),
    close: () => {},
  };
  const server = createMetricsServer(broken, logger);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(response.status).toBe(500);
  expect(errors).toHaveLength(1);
});
