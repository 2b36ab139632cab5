// Acknowledged means kept: clients write through the SDK's outboxes while the server is killed with SIGKILL, again and
// again, at random moments, and started anew on the same data.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "@koine/client";
import type { EntryEvent } from "@koine/protocol";
import { expect, test } from "vitest";

const KILLS = 20;
const PEOPLE = ["ann", "bob", "cat", "dan"];
const ROOMS = ["Free Chat", "kitchen", "garden"];
/** Said by each between two kills, at most: the kill comes after a random share of them is acknowledged. */
const SAID_EACH = 40;

const main = join(import.meta.dirname, "../src/main.ts");

/** Starts the server; resolves with its port when it is ready. */
async function start(
  data: string,
  port: number,
): Promise<{ child: ChildProcess; port: number }> {
  const args = [
    "serve",
    "--port",
    String(port),
    "--data",
    data,
    "--limits",
    "off",
    "--log-level",
    "error",
  ];
  const child = spawn(process.execPath, ["-C", "development", main, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [
    string,
  ];
  return { child, port: Number(/:(\d+)/.exec(line)?.[1]) };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function wholeLog(client: Client, room: string): Promise<EntryEvent[]> {
  const entries: EntryEvent[] = [];
  for (;;) {
    const before = entries[0]?.seq;
    const page = await client.history({
      room,
      limit: 200,
      ...(before === undefined ? {} : { before }),
    });
    if (page.entries.length === 0) return entries;
    entries.unshift(...page.entries);
  }
}

test("what was acknowledged is there once, in one order for all, however often the server is killed", async () => {
  const data = await mkdtemp(join(tmpdir(), "koine-crash-"));
  const first = await start(data, 0);
  const { port } = first;
  let { child } = first;
  const clients: Client[] = [];
  try {
    const heard = new Map<string, EntryEvent[]>();
    for (const name of PEOPLE) {
      const client = new Client({
        url: `http://127.0.0.1:${port}`,
        name,
        bounds: { firstWait: 20, longestWait: 100 },
      });
      clients.push(client);
      await client.start();
      for (const room of ROOMS)
        heard.set(`${name} ${(await client.join(room)).id}`, []);
      client.hear((entry) => heard.get(`${name} ${entry.room}`)?.push(entry));
    }

    const kept = new Map<string, { seq: number; room: string; text: string }>();
    let acknowledged = 0;
    let onAcknowledged = (): void => undefined;
    const all: Promise<unknown>[] = [];
    for (let kills = 0; kills < KILLS; kills++) {
      for (const [who, client] of clients.entries()) {
        for (let n = 0; n < SAID_EACH; n++) {
          const room = ROOMS[n % ROOMS.length] ?? "";
          const text = `${PEOPLE[who]} ${kills} ${n}`;
          const saying = client.say(room, text);
          all.push(
            saying.kept.then(({ seq }) => {
              kept.set(saying.key, { seq, room, text });
              acknowledged++;
              onAcknowledged();
            }),
          );
        }
      }
      const until =
        acknowledged + Math.floor(Math.random() * SAID_EACH * PEOPLE.length);
      await new Promise<void>((resolve) => {
        onAcknowledged = () => acknowledged >= until && resolve();
        onAcknowledged();
      });
      await kill(child);
      ({ child } = await start(data, port));
    }
    await Promise.all(all);
    expect(kept.size).toBe(KILLS * PEOPLE.length * SAID_EACH);

    const [reader] = clients;
    for (const title of ROOMS) {
      const log = await wholeLog(reader as Client, title);
      expect(log.map(({ seq }) => seq)).toEqual(
        log.map((_, index) => index + 1),
      );
      const keys = log.map(({ key }) => key);
      expect(new Set(keys).size).toBe(log.length);
      const byKey = new Map(log.map((entry) => [entry.key, entry]));
      for (const [key, { seq, room, text }] of kept) {
        if (room === title) expect(byKey.get(key)).toMatchObject({ seq, text });
      }
      // Everyone heard the same, in the order of the log, from where he came in.
      const id = log[0]?.room ?? "";
      for (const [who, name] of PEOPLE.entries()) {
        const client = clients[who] as Client;
        const last = log.at(-1)?.seq ?? 0;
        await new Promise<void>((resolve) => {
          const look = (): void =>
            void ((client.room(id)?.cursor ?? 0) >= last && resolve());
          client.subscribe(look);
          look();
        });
        const own = heard.get(`${name} ${id}`) ?? [];
        expect(own).toEqual(log.slice(log.length - own.length));
        expect(own[0]?.seq).toBe(1);
        expect(client.room(id)?.pending).toEqual([]);
      }
    }
  } finally {
    for (const client of clients) client.close();
    await kill(child);
    await rm(data, { recursive: true, force: true });
  }
}, 180_000);
