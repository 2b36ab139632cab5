// The bot of README.md, as it stands there, against the real server: it answers, reacts, and comes back after a restart.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client, Message } from "../src/index.ts";
import { RealClients, until } from "./support/real-clients.ts";
import { TestServer } from "./support/test-server.ts";

const root = join(import.meta.dirname, "../../..");
let server: TestServer;
const clients = new RealClients(() => server.url);

beforeAll(async () => {
  server = await TestServer.start();
});

afterAll(async () => {
  clients.close();
  await server[Symbol.asyncDispose]();
});

/** Runs the bot until it is disposed of, where it finds the packages of the workspace. */
async function runBot(): Promise<AsyncDisposable> {
  const readme = await readFile(
    join(root, "packages/client/README.md"),
    "utf8",
  );
  const [, bot = ""] = /## A bot\n\n```ts\n(.*?)```/s.exec(readme) ?? [];
  expect(bot.trim().split("\n").length).toBeLessThanOrEqual(12);
  const folder = await mkdtemp(join(tmpdir(), "koine-bot-"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const file = join(folder, "bot.ts");
  await writeFile(file, bot.replace("http://127.0.0.1:8080", server.url));
  const child = spawn(process.execPath, ["-C", "development", file], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const gone = once(child, "exit");
  return {
    async [Symbol.asyncDispose]() {
      child.kill();
      await gone;
      await rm(folder, { recursive: true });
    },
  };
}

function messages(client: Client): readonly Message[] {
  const entries = client.room("Free Chat")?.entries ?? [];
  return entries.filter((entry) => entry.ev === "said");
}

test("the bot reacts to soup, answers who speaks to it, and goes on after a restart of the server", async () => {
  await using bot = await runBot();
  expect(bot).toBeDefined();
  const ann = clients.make({ name: "ann" });
  await ann.start();
  await ann.join("Free Chat");
  const isThere = (): boolean =>
    ann.room("Free Chat")?.members.some(({ name }) => name === "cook") ?? false;
  await until(ann, isThere);
  const { seq } = await ann.say("Free Chat", "@cook, is there soup?").kept;
  await until(ann, () => messages(ann).some(({ reply }) => reply === seq));
  expect(messages(ann)).toMatchObject([
    { reactions: [{ reaction: "🍲", count: 1, mine: false }] },
    { text: "Yes, ann?", name: "cook", reply: seq },
  ]);
  await server.kill();
  await server.begin();
  await until(ann, isThere);
  const again = await ann.say("Free Chat", "more soup").kept;
  await until(ann, () =>
    messages(ann).some((one) => one.seq === again.seq && one.reactions),
  );
});
