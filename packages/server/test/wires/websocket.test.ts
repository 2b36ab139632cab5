import { once } from "node:events";
import { expect, test } from "vitest";
import { doors, enter, webSocket } from "../support/clients.ts";
import { watchOwed } from "../support/owed.ts";
import { startServer } from "../support/server.ts";
import { masked, upgrade } from "../support/web-socket-bytes.ts";

test("a ping is answered with what it holds", async () => {
  const server = await startServer();
  const ann = await webSocket(server);
  ann.ws.ping("are you there?");
  const [data] = (await once(ann.ws, "pong")) as [Buffer];
  expect(data.toString()).toBe("are you there?");
});

test("one who pings without end and reads nothing is let go, and held little until then", async () => {
  const owed = watchOwed();
  const server = await startServer();
  const ann = await enter(doors.WebSocket(server), "ann");
  const cat = await enter(doors.WebSocket(server), "cat");
  cat.pause();
  const pings = Buffer.concat(
    Array.from({ length: 5_000 }, () => masked(0x89, Buffer.alloc(125, "x"))),
  );
  for (let n = 0; n < 100 && !cat.hasEnded; n++) {
    cat.socket.write(pings);
    await ann.must("ping");
  }
  expect(owed.most()).toBeLessThan(1e6);
  cat.resume();
  await cat.ended;
  await enter(doors.WebSocket(server), "cat");
});

test("connections of one address are counted, until they are gone", async () => {
  const server = await startServer({
    trustProxy: true,
    limits: { connectionsPerAddress: 2 },
  });
  // The last entry is the proxy's; what is before it is the client's own word.
  const from = (address: string) => ({
    "x-forwarded-for": `1.2.3.4, ${address}`,
  });
  const open = () => upgrade(server, "/ws", from("192.0.2.1"), true);
  expect([await open(), await open(), await open()]).toEqual([101, 101, 429]);
  expect(await upgrade(server, "/ws", from("192.0.2.2"))).toBe(101);
  // A bad handshake is not a connection that stays.
  const bad = { ...from("192.0.2.3"), "sec-websocket-key": "x" };
  for (let n = 0; n < 3; n++)
    expect(await upgrade(server, "/ws", bad)).toBe(400);
  for (let n = 0; n < 5; n++)
    await expect
      .poll(() => upgrade(server, "/ws", from("192.0.2.3")))
      .toBe(101);
});

test("who closes without a code is answered with that of a normal end", async () => {
  const server = await startServer();
  const ann = await webSocket(server);
  ann.ws.close();
  expect((await ann.ended).code).toBe(1000);
});
