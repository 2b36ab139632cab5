// The bench itself, with small numbers: that it drives every server, counts every delivery, and notices a loss.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Bench, type Figure } from "../bench.ts";
import type { DriverName } from "../load/drivers/index.ts";
import type { FanoutJob, FanoutResult } from "../load/jobs.ts";
import { doorsScenario } from "../scenarios/doors.ts";
import { size } from "../scenarios/size.ts";
import { joins, runJoins } from "../scenarios/joins.ts";
import { quickNumbers, runStalled } from "../scenarios/stalled.ts";
import { runUnread, unread } from "../scenarios/unread.ts";
import * as verbs from "../scenarios/verbs.ts";
import type { ServerProcess } from "../server-process.ts";

let folder: string;
let bench: Bench;
const ending = new AbortController();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "koine-bench-test-"));
  bench = new Bench({
    isQuick: true,
    runs: 1,
    folder,
    atOnce: 3,
    signal: ending.signal,
    tell: () => undefined,
  });
});

afterAll(async () => {
  ending.abort();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

const members = 30;
const messages = 60;

function smallFanout(
  driver: DriverName,
  { port, pid, memoryFile }: ServerProcess,
  more: Partial<FanoutJob> = {},
): FanoutJob {
  return {
    kind: "fanout",
    driver,
    port,
    pid,
    memoryFile,
    members,
    perSecond: 200,
    warmUpSeconds: 0.1,
    seconds: messages / 200,
    textLength: 40,
    graceSeconds: 10,
    mustKeepUp: true,
    ...more,
  };
}

/** Of the first figure: what was measured, and in how many runs. */
const measuredIn = ([first]: readonly Figure[]) =>
  Object.entries(first?.values ?? {}).map(
    ([subject, runs]) => [subject, runs.length] as const,
  );

// The bench reads /proc.
const isHere = process.platform === "linux";

describe.runIf(isHere).concurrent("the bench", () => {
  describe.each(["koine", "ws-loop", "socket-io"] as const)("%s", (name) => {
    test("every delivery is made and counted", async () => {
      const result = await bench.measure(name, (server) =>
        smallFanout(name, server),
      );
      expect(result.made).toBe(1);
      expect(result.deliveries).toBeGreaterThanOrEqual(members * messages);
    });

    test("one delivery that one member did not get fails the job", async () => {
      const job = bench.measure(name, (server) =>
        smallFanout(name, server, { overlook: 7, graceSeconds: 0.5 }),
      );
      await expect(job).rejects.toThrow("member 7 got 79 of 80");
    });
  });

  test("every door on WebSockets makes and counts every delivery", async () => {
    const { figures, claims } = await doorsScenario.run(bench);
    const measured = measuredIn(figures);
    expect(measured.map(([driver]) => driver)).toEqual([
      "ws-loop",
      "koine",
      "rambler",
      "webchat-0.9",
      "webchat-4",
      "gtchat",
      "chattypantz-json",
      "chattypantz-text",
    ]);
    expect(measured.every(([, runs]) => runs === 1)).toBe(true);
    expect(claims[0]).toMatchObject({ measured: "100 %", isMet: true });
  }, 60_000);

  describe("where an author is not sent what he says", () => {
    const measured = (more: Partial<FanoutJob> = {}): Promise<FanoutResult> =>
      bench.measure(
        "koine",
        (server) => ({
          ...smallFanout("chattypantz-text", server, more),
          port: server.portOf("chattypantz"),
        }),
        { doors: ["chattypantz"] },
      );

    test("each message is due to the others", async () => {
      const { made, deliveries } = await measured();
      expect(made).toBe(1);
      expect(deliveries).toBeGreaterThanOrEqual((members - 1) * messages);
    });

    test("one delivery that one member did not get fails the job", async () => {
      const job = measured({ overlook: 7, graceSeconds: 0.5 });
      await expect(job).rejects.toThrow("member 7 got 76 of 77");
    });
  });

  test("a reader that stopped gets from the log what the kernel could not hold, in order", async () => {
    const result = await runStalled(bench, quickNumbers);
    expect(result.owedBytes).toBeGreaterThan(result.heldByKernel + 1_000_000);
    expect(result.caughtUpMillis).toBeLessThan(Infinity);
  });

  test("rooms that are filled in are there for the server, and its memory is read", async () => {
    const { figures, claims } = await size.run(bench);
    expect(claims).toHaveLength(2);
    const memory = figures.find(({ what }) => what === "resident memory");
    expect(memory?.values.koine?.[0]).toBeGreaterThan(30);
  });

  describe("calls of verbs", () => {
    const names = ["edit", "away", "ban", "members-all"] as const;
    const measured = (overlook?: number) =>
      verbs.runVerbs(bench, names, {
        ...verbs.quickNumbers,
        ...(overlook === undefined ? {} : { overlook }),
      });

    test("are measured one by one and together, and what they cause is counted", async () => {
      const result = await measured();
      const { figures, claims } = verbs.outcomeOf(result);
      expect(claims).toHaveLength(names.length);
      const told = figures.find(({ what }) => what === "told")?.values;
      const { members } = verbs.quickNumbers;
      expect(told?.edit).toEqual([members]);
      expect(told?.["members-all"]).toEqual([0]);
      for (const { apart, alone, together } of result.verbs)
        for (const { cpuMicros } of [apart, alone, together])
          expect(cpuMicros).toBeGreaterThan(0);
    }, 60_000);

    test("fail when one member was not told", async () => {
      await expect(measured(7)).rejects.toThrow(
        "A call of edit was told to 39 members, not to 40",
      );
    });
  });

  describe("people who come into one room", () => {
    test("are counted there at every door", async () => {
      const { figures, claims } = await joins.run(bench);
      expect(claims).toHaveLength(8);
      const measured = measuredIn(figures);
      expect(measured.map(([, runs]) => runs)).toEqual(Array(8).fill(1));
    }, 60_000);

    test("are missed when they are not all there", async () => {
      const elsewhere = { door: "koine", called: "", isInLobby: true } as const;
      await expect(runJoins(bench, elsewhere)).rejects.toThrow(
        "There are 1 people in the room, not 41.",
      );
    });
  });

  describe("what is unread in many rooms", () => {
    test("is told as it was filled in", async () => {
      const { figures, claims } = await unread.run(bench);
      expect(claims).toHaveLength(1);
      const latency = figures.find(({ what }) => what === "round trip p50");
      expect(latency?.values.koine?.[0]).toBeGreaterThan(0);
    });

    test("must be what was filled in", async () => {
      const wrong = runUnread(bench, (filled) => ({
        ...filled,
        mentions: filled.mentions + 1,
      }));
      await expect(wrong).rejects.toThrow("mentions: ");
    });
  });
});
