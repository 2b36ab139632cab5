// At the older doors the echo of one's own line is the acknowledgement: clients say and wait for it while the server is
// killed with SIGKILL, and started anew on the same data. What was echoed is in the history, once.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { post } from "./support/clients.ts";
import type { TestServer } from "./support/server.ts";
import { voices } from "./dialects/speakers/list.ts";
import { enter, type Speaker } from "./dialects/speakers/speaker.ts";

const KILLS = 4;
/** Said by each before a kill, at most: it comes after a random share of them is echoed. */
const SAID_EACH = 100;
const DOORS = ["rambler", "chattypantz", "riftchat", "webchat"];

const main = join(import.meta.dirname, "../src/main.ts");
const echoing = voices.filter(
  ({ door, hearsOwn }) => hearsOwn && !door.startsWith("native"),
);

interface Running {
  readonly child: ChildProcess;
  readonly server: TestServer;
}

/** Starts the server; resolves when all its doors are open. */
async function start(data: string): Promise<Running> {
  const doors = DOORS.flatMap((door) => ["--door", `${door}@0`]);
  const args = ["serve", "--port", "0", "--data", data, ...doors];
  const quiet = ["--limits", "off", "--log-level", "error"];
  const command = ["-C", "development", main, ...args, ...quiet];
  const child = spawn(process.execPath, command, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ports = new Map<string, number>();
  for await (const line of createInterface(child.stdout)) {
    for (const [, door = "", port] of line.matchAll(/(\w+):\/\/[\d.]+:(\d+)/g))
      ports.set(door, Number(port));
    if (ports.size > DOORS.length) break;
  }
  const door = (name: string): number => ports.get(name) ?? 0;
  const port = door("http");
  const server = { http: `127.0.0.1:${port}`, port, door };
  return { child, server: server as unknown as TestServer };
}

async function kill({ child }: Running): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** Resolves when so many of what they said has come back to all of them together. */
async function echoes(speakers: readonly Speaker[], most: number) {
  const echoed = () => speakers.flatMap(ownTexts).length;
  await Promise.race(
    speakers.map(({ carrier }) => carrier.until(() => echoed() >= most)),
  );
}

function ownTexts(speaker: Speaker): readonly string[] {
  return speaker
    .heard()
    .map(({ text }) => text)
    .filter((text) => text.startsWith(`${speaker.name} says`));
}

async function history(server: TestServer): Promise<readonly string[]> {
  const { body } = await post(server, "hello", { name: "reader" });
  const token = String(body.ok?.["token"] ?? body["token"]);
  const texts: string[] = [];
  for (let before: number | undefined; ;) {
    const params = { room: "Free Chat", limit: 200, before };
    const page = (await post(server, "history", params, token)).body;
    const entries = page["entries"] as { seq: number; text: string }[];
    if (entries.length === 0) return texts;
    texts.unshift(...entries.map(({ text }) => text));
    before = entries[0]?.seq;
  }
}

test("what was echoed at an older door is kept, once, however the server ends", async () => {
  const data = await mkdtemp(join(tmpdir(), "koine-crash-"));
  const kept: string[] = [];
  let running = await start(data);
  try {
    expect(echoing.map(({ door }) => door).length).toBeGreaterThan(4);
    for (let kills = 0; kills < KILLS; kills++) {
      const { server } = running;
      const speakers = await Promise.all(
        echoing.map((voice, n) => enter(voice, server, `p${n}k${kills}`)),
      );
      for (let n = 0; n < SAID_EACH; n++)
        for (const speaker of speakers)
          speaker.say(`${speaker.name} says ${n}`);
      const all = SAID_EACH * speakers.length;
      await echoes(speakers, 1 + Math.floor(Math.random() * all * 0.9));
      await kill(running);
      await Promise.all(speakers.map(({ carrier }) => carrier.ended));
      kept.push(...speakers.flatMap(ownTexts));
      running = await start(data);
    }
    const texts = await history(running.server);
    expect(kept.length).toBeGreaterThan(KILLS);
    expect(new Set(texts).size).toBe(texts.length);
    const known = new Set(texts);
    expect(kept.filter((text) => !known.has(text))).toEqual([]);
  } finally {
    await kill(running);
    await rm(data, { recursive: true, force: true });
  }
}, 120_000);
