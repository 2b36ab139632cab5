// What a server loads at its start: it is kept as long as the server runs, whoever comes or does not.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { KoineProcess } from "./koine-process.ts";

/** Each with where it belongs. */
const late = {
  schemas: "/node_modules/typebox/",
  "schemas of Fastify": "/node_modules/ajv/",
  "Engine.IO": "/node_modules/engine.io/",
  passwords: "/node_modules/@node-rs/argon2/",
  metrics: "/node_modules/@prometheus-io/client/",
  "Node's HTTP client": "internal/deps/undici/",
} as const;

const probe = new URL("./loaded-probe.ts", import.meta.url).href;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "koine-loaded-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** What each thread of a server has loaded by its end; the main one's first. */
async function loadedBy(
  use: (url: string) => Promise<unknown>,
  {
    args = [],
    env,
  }: { readonly args?: string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<readonly string[][]> {
  const there = folder();
  await using koine = new KoineProcess(["serve", "--port=0", ...args], {
    ...env,
    NODE_OPTIONS: `--import ${probe}`,
    LOADED: join(there, "loaded"),
  });
  const [, url = ""] = (await koine.ready).split(" ").slice(1);
  await use(url);
  koine.child.kill("SIGTERM");
  expect(await koine.ended).toMatchObject({ code: 0 });
  return readdirSync(there)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(there, name), "utf8")));
}

const lateOf = (loaded: readonly string[] = []): string[] =>
  Object.entries(late)
    .filter(([, where]) => loaded.some((one) => one.includes(where)))
    .map(([what]) => what);

test("nothing of what nobody has asked for is loaded", async () => {
  const [main, ...threads] = await loadedBy(async (url) =>
    (await fetch(`${url}/healthz`)).text(),
  );
  expect(main?.length).toBeGreaterThan(200);
  expect(threads.length).toBeGreaterThan(1);
  expect(lateOf(main)).toEqual([]);
});

test("each comes with the first who asks for it", async () => {
  const ask = async (url: string): Promise<void> => {
    const body = JSON.stringify({ name: "ann", password: "correct horse" });
    const headers = { "content-type": "application/json" };
    const call = { method: "POST", body, headers };
    for (const answer of [
      await fetch(`${url}/api/register`, call),
      await fetch(`${url}/socket.io/?EIO=4&transport=polling`),
    ])
      expect(answer.ok, await answer.text()).toBe(true);
  };
  const [main] = await loadedBy(ask, { args: ["--metrics=0"] });
  expect(lateOf(main)).toEqual([
    "schemas",
    "Engine.IO",
    "passwords",
    "metrics",
  ]);
});

test("the store's threads strip no types where an earlier start has left its code", async () => {
  const env = { TMPDIR: folder() };
  const whoStrips = async () => {
    const [main = false, ...threads] = (
      await loadedBy(async () => undefined, { env })
    ).map((loaded) =>
      loaded.some((one) => one.includes("internal/deps/amaro/")),
    );
    return { main, threads: [...new Set(threads)] };
  };
  expect(await whoStrips()).toEqual({ main: true, threads: [true] });
  // The first file of the main thread comes before it can say where code is kept.
  expect(await whoStrips()).toEqual({ main: true, threads: [false] });
}, 60_000);
