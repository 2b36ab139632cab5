import { io, NodeWebSocket, NodeXHR } from "socket.io-client";
import { describe, expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { Client, client4, kinds } from "./clients.ts";

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
    await untilFree(bob, "ann");
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

/** Takes the name as soon as the server has seen that its last owner went. */
async function untilFree(client: Client, name: string): Promise<void> {
  for (;;) {
    const before = client.heard.length;
    await client.join(name);
    if (client.heard.length === before) return;
  }
}

test.each(upTo(3))("an upgrade loses and doubles nothing (%i)", async () => {
  const server = await startServer();
  const bob = await client4(server, "websocket");
  await bob.join("bob");
  const mayOpen = Promise.withResolvers<void>();
  const isPaused = Promise.withResolvers<void>();
  const mayUpgrade = Promise.withResolvers<void>();
  /** Opens when something has gone over polls, and upgrades when more is owed than one holds. */
  class LateWebSocket extends NodeWebSocket {
    override doOpen(): this {
      void mayOpen.promise.then(() => super.doOpen());
      return this;
    }

    override write(packets: Parameters<NodeWebSocket["write"]>[0]): void {
      if (packets[0]?.type !== "upgrade") return super.write(packets);
      isPaused.resolve();
      void mayUpgrade.promise.then(() => super.write(packets));
    }
  }
  const socket = io(`http://${server.http}`, {
    transports: [NodeXHR, LateWebSocket],
    forceNew: true,
  });
  const ann = new Client(socket);
  await ann.connected;
  await ann.join("ann");
  const { engine } = socket.io;
  const upgraded = new Promise<void>((resolve) => {
    engine.once("upgrade", () => resolve());
  });
  let said = 0;
  const talk = async (lines: number, length: number): Promise<void> => {
    const text = "x".repeat(length);
    await Promise.all(upTo(lines).map(() => bob.say(`${said++} ${text}`)));
  };
  await talk(20, 10);
  await ann.until(() => ann.heard.length >= 20);
  mayOpen.resolve();
  await isPaused.promise;
  await talk(100, 3_000);
  mayUpgrade.resolve();
  await talk(100, 10);
  await upgraded;
  await talk(100, 10);
  await ann.until(() => ann.heard.length >= said);
  const numbers = ann.heard.map(({ text }) => Number.parseInt(text, 10));
  expect(numbers).toEqual(upTo(said).map((n) => n - 1));
  expect(engine.transport.name).toBe("websocket");
});
