// What the server tells Prometheus: the chat's tally, commit times, the event loop's delay, and the process itself.
// Everything is collected when it is asked for; nothing is paid per message.
import { monitorEventLoopDelay } from "node:perf_hooks";
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Registry,
} from "@prometheus-io/client";
import type { Tally } from "../core/tally.ts";
import { CommitTime } from "./commit-time.ts";

/** Milliseconds between two looks at the event loop. */
const resolution = 10;

export interface Metrics {
  readonly contentType: string;
  /** In Prometheus' text form. */
  scrape(): Promise<string>;
  /** Stops watching the event loop. */
  close(): void;
}

export function createMetrics(tally: Tally): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `koine_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name: `koine_${name}_total`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });

  gauge("connections", "Connections open now.", () => tally.connections);
  gauge("sessions", "Sessions entered now.", () => tally.sessions);
  gauge("open_rooms", "Rooms open in memory now.", () => tally.openRooms);
  gauge(
    "lagging_sockets",
    "Sockets that do not drain now.",
    () => tally.lagging,
  );
  counter("messages", "Messages said and kept.", () => tally.messages);
  counter("deliveries", "Entries handed to sockets.", () => tally.deliveries);
  counter(
    "failed_commits",
    "Commits that failed: nothing of them was kept.",
    () => tally.failedCommits,
  );
  registry.registerMetric(new CommitTime(tally));
  registry.registerMetric(refusals(tally));

  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  eventLoop(delay, gauge);
  processDefaults(registry);

  return {
    contentType: registry.contentType,
    scrape: () => registry.metrics(),
    close: () => {
      delay.disable();
    },
  };
}

function refusals(tally: Tally): Counter<"code"> {
  return new Counter({
    name: "koine_refusals_total",
    help: "Requests refused, by code.",
    labelNames: ["code"],
    registers: [],
    collect() {
      this.reset();
      for (const [code, count] of tally.refusals) this.inc({ code }, count);
    },
  });
}

function eventLoop(
  delay: ReturnType<typeof monitorEventLoopDelay>,
  gauge: (name: string, help: string, read: () => number) => unknown,
): void {
  const since = "of the delays of the event loop since the last scrape.";
  // What is measured is the time between two looks, so an idle loop shows the resolution itself.
  const seconds = (nanoseconds: number) =>
    delay.count === 0 ? 0 : Math.max(0, nanoseconds / 1e9 - resolution / 1e3);
  gauge("event_loop_delay_p50_seconds", `Median ${since}`, () =>
    seconds(delay.percentile(50)),
  );
  gauge("event_loop_delay_p99_seconds", `99th percentile ${since}`, () =>
    seconds(delay.percentile(99)),
  );
  // Metrics are collected in the order of their making: this one is the last of the three.
  gauge("event_loop_delay_max_seconds", `Longest ${since}`, () => {
    const longest = seconds(delay.max);
    delay.reset();
    return longest;
  });
}

function processDefaults(registry: Registry): void {
  collectDefaultMetrics({
    register: registry,
    // Its own watch of the event loop would cost a second timer and counts the resolution as delay: it sleeps, unseen.
    eventLoopMonitoringPrecision: 2 ** 31 - 1,
  });
  for (const { name } of registry.getMetricsAsArray())
    if (name.startsWith("nodejs_eventloop_lag_"))
      registry.removeSingleMetric(name);
}
