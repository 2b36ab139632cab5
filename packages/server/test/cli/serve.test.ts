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
  ["--port", (port: number) => [`--port=${port}`]],
  ["--door", (port: number) => ["--port=0", `--door=native@${port}`]],
  ["--metrics", (port: number) => ["--port=0", `--metrics=${port}`]],
])(
  "a port in use is told with the flag that moves it: %s",
  async (flag, args) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    try {
      await using koine = new KoineProcess([...inMemory, ...args(port)]);
      expect(await koine.ended).toEqual({
        code: 1,
        out: "",
        err: `127.0.0.1:${port} is in use: stop what listens there or choose another with ${flag}`,
      });
    } finally {
      other.close();
    }
  },
);

test("a host that this machine does not have is told in one line", async () => {
  await using koine = new KoineProcess([...inMemory, "--host=192.0.2.1"]);
  expect(await koine.ended).toEqual({
    code: 1,
    out: "",
    err: "192.0.2.1 is no address of this machine: choose another with --host",
  });
});
