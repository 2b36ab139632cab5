import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { KoineProcess } from "./koine-process.ts";

const inMemory = ["serve", "--store=memory:", "--log-level=warn"];

test("the first line says that the server is ready, and where", async () => {
  await using koine = new KoineProcess([
    ...inMemory,
    "--port=0",
    "--door=native@0",
    "--metrics=0",
  ]);
  const [words, main, ...others] = (await koine.ready).split(/ (?=\w+:\/\/)/);
  expect(words).toBe("koine ready");
  expect(others).toHaveLength(2);
  const answer = await fetch(`${main}/healthz`);
  expect(answer.status).toBe(200);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends it in order",
  async (signal) => {
    await using koine = new KoineProcess([...inMemory, "--port=0"]);
    await koine.ready;
    koine.child.kill(signal);
    expect(await koine.ended).toMatchObject({ code: 0 });
  },
);

test("the same signal from two sides at once is one", async () => {
  await using koine = new KoineProcess([...inMemory, "--port=0"]);
  await koine.ready;
  koine.child.kill("SIGINT");
  koine.child.kill("SIGINT");
  expect(await koine.ended).toMatchObject({ code: 0 });
});

test.each([
  ["the main port", "--port PORT", (port: number) => [`--port=${port}`]],
  [
    "native",
    "--door native@PORT",
    (port: number) => ["--port=0", `--door=native@${port}`],
  ],
  [
    "metrics",
    "--metrics PORT",
    (port: number) => ["--port=0", `--metrics=${port}`],
  ],
  [
    "the profiler",
    "--profiler PORT",
    (port: number) => ["--port=0", `--profiler=${port}`],
  ],
])("a port in use is told by name: %s", async (who, flag, args) => {
  await using other = new UsedPort();
  const port = await other.port;
  await using koine = new KoineProcess([...inMemory, ...args(port)]);
  const { err, ...ended } = await koine.ended;
  expect(ended).toEqual({ code: 1, out: "" });
  expect(err.split("\n").at(-1)).toBe(
    `127.0.0.1:${port} is in use (${who}): stop what listens there, or move it with ${flag}`,
  );
});

test("the inspector is there when it is asked for, on this machine only", async () => {
  const port = await freePort();
  await using koine = new KoineProcess([
    ...inMemory,
    "--port=0",
    `--profiler_port=${port}`,
  ]);
  await koine.ready;
  const answer = await fetch(`http://127.0.0.1:${port}/json/version`);
  expect(await answer.json()).toHaveProperty("Browser");
  koine.child.kill("SIGTERM");
  expect(await koine.ended).toMatchObject({ code: 0 });
});

test("a host that this machine does not have is told in one line", async () => {
  await using koine = new KoineProcess([...inMemory, "--host=192.0.2.1"]);
  expect(await koine.ended).toEqual({
    code: 1,
    out: "",
    err: "192.0.2.1 is no address of this machine: choose another with --host",
  });
});

class UsedPort implements AsyncDisposable {
  readonly #server = createServer().listen(0, "127.0.0.1");
  readonly port = once(this.#server, "listening").then(
    () => (this.#server.address() as AddressInfo).port,
  );

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    await once(this.#server, "close");
  }
}

async function freePort(): Promise<number> {
  await using used = new UsedPort();
  return await used.port;
}
