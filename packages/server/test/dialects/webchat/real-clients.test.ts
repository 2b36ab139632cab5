import { once } from "node:events";
import { io } from "socket.io-client";
import { describe, expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { client4, kinds, type Client } from "./clients.ts";

const upTo = (count: number): number[] =>
  Array.from({ length: count }, (_, n) => n + 1);

describe.each(Object.entries(kinds))("the real client %s", (_, open) => {
  test("joins, talks, whispers and goes", async () => {
    const server = await startServer();
    const ann = await open(server);
    const bob = await client4(server, "websocket");
    await ann.join("ann");
    await bob.join("bob");
    await ann.say('hi <b>é😀" \u2028 \ufffd');
    await bob.hears('ann: hi <b>é😀" \u2028 \ufffd');
    await ann.hears('ann: hi <b>é😀" \u2028 \ufffd');
    await bob.whisper("ann", "psst");
    await ann.hears("bob: psst");
    await ann.whisper("bob", "yes?");
    await bob.hears("ann: yes?");
    ann.socket.disconnect();
    // The name is free when the connection is gone.
    for (;;) {
      await bob.join("ann");
      if (!bob.lines.at(-1)?.includes("someone else")) break;
    }
    expect(ann.lines).toHaveLength(2);
    expect(bob.lines.filter((line) => !line.startsWith("admin*"))).toHaveLength(
      2,
    );
  });

  test("hears two hundred lines once each, in order", async () => {
    const server = await startServer();
    const ann = await open(server);
    await ann.join("ann");
    const bob = await client4(server, "websocket");
    await bob.join("bob");
    const numbers = upTo(200);
    await Promise.all(numbers.map((n) => bob.say(n)));
    await ann.hears("bob: 200");
    expect(ann.lines).toEqual(numbers.map((n) => `bob: ${n}`));
  });

  test("is told why when the server closes", async () => {
    const server = await startServer();
    const ann = await open(server);
    await ann.join("ann");
    await server.close();
    await ann.disconnected;
    expect(ann.lines).toEqual([
      "*: The server ends this connection: the test is over",
    ]);
  });
});

describe("an upgrade while others talk", () => {
  test.each(upTo(10))("loses and doubles nothing (%i)", async () => {
    const server = await startServer();
    const bob = await client4(server, "websocket");
    await bob.join("bob");
    let isUpgraded = false;
    let said = 0;
    const talk = async (): Promise<void> => {
      while (!isUpgraded || said < 100) {
        await bob.say(`${said++} ${"x".repeat(500)}`);
      }
    };
    const socket = io(`http://${server.http}`, {
      transports: ["polling", "websocket"],
      forceNew: true,
    });
    const ann = await connectedClient(socket);
    await ann.join("ann");
    const first = said;
    socket.io.engine.once("upgrade", () => (isUpgraded = true));
    await Promise.all([talk(), upgraded(socket)]);
    isUpgraded = true;
    await ann.until(() => ann.heard.length >= said - first);
    const numbers = ann.heard.map(({ text }) => Number.parseInt(text, 10));
    expect(numbers).toEqual(upTo(said - first).map((n) => n - 1 + first));
    expect(socket.io.engine.transport.name).toBe("websocket");
  });
});

async function connectedClient(socket: ReturnType<typeof io>): Promise<Client> {
  const { Client: Made } = await import("./clients.ts");
  const client = new Made(socket as never);
  await client.connected;
  return client;
}

async function upgraded(socket: ReturnType<typeof io>): Promise<void> {
  const { engine } = socket.io;
  if (engine.transport.name === "websocket") return;
  await once(engine as never, "upgrade");
}
