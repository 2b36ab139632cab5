import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Response } from "../../../src/dialects/chattypantz/write-response.ts";
import { enter, JSON_PATH, open } from "./client.ts";
import { openDoor } from "./door.ts";

test("nothing is sent before the client asks, and 101 and 104 need not wait for each other", async () => {
  const door = await openDoor();
  const ann = await open(door);
  ann.send({ roomName: "", reqtype: 101, content: "ann" });
  ann.send({ roomName: "Demo", reqtype: 104, content: "Demo" });
  ann.send({ roomName: "Demo", reqtype: 108, content: "hi" });
  expect(await ann.responds()).toMatchObject({ rspType: 101 });
  expect(await ann.responds()).toMatchObject({ rspType: 104, list: ["ann"] });
  expect(await ann.responds()).toMatchObject({ content: "ann: hi" });
});

test("whoever says something and leaves at once hears it, and then that it has left", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  for (let n = 0; n < 20; n++)
    ann.send({ roomName: "Demo", reqType: 108, content: `${n}` });
  ann.send({ roomName: "Demo", reqType: 109 });
  for (let n = 0; n < 20; n++)
    expect((await ann.responds()).content).toBe(`ann: ${n}`);
  expect((await ann.responds()).rspType).toBe(109);
});

test("answers keep the order of the requests", async () => {
  const ann = await enter(await openDoor(), "ann", "Demo");
  const asked = Array.from({ length: 60 }, (_, n) => 102 + (n % 6));
  for (const reqType of asked) ann.send({ roomName: "Demo", reqType });
  const answered: number[] = [];
  for (const _ of asked) answered.push((await ann.responds()).rspType);
  expect(answered).toEqual(asked.map((one) => (one === 104 ? 1005 : one)));
});

describe("whoever is gone leaves no ghost", () => {
  test.each([
    ["with a close frame", (ws: WebSocket) => ws.close()],
    ["with an end of the stream", (ws: WebSocket) => ws.terminate()],
  ])("%s", async (_how, go) => {
    const door = await openDoor();
    const ann = await enter(door, "ann", "Demo");
    const bob = await enter(door, "bob", "Demo", ann);
    go(bob.ws);
    expect(await ann.responds()).toEqual({
      roomName: "Demo",
      rspType: 109,
      content: "bob has left the room.",
      list: ["ann"],
    });
    expect((await enter(door, "bob", "Demo", ann)).told[1]).toContain("bob");
  });

  test.each([
    ["with a reset", ""],
    [
      "in the middle of a frame",
      '\u0081\u00fe\u0001\u0000\u0000\u0000{"roomName"',
    ],
    ["in the middle of a frame's head", "\u0081"],
  ])("%s", async (_how, bytes) => {
    const door = await openDoor();
    const ann = await enter(door, "ann", "Demo");
    const bob = await enter(door, "bob", "Demo", ann);
    await new Promise((sent) =>
      bob.socket.write(Buffer.from(bytes, "latin1"), sent),
    );
    bob.socket.resetAndDestroy();
    expect((await ann.responds()).content).toBe("bob has left the room.");
    await enter(door, "bob", "Demo", ann);
  });

  test("in the midst of a join", async () => {
    const door = await openDoor();
    const ann = await enter(door, "ann", "Demo");
    for (let n = 0; n < 20; n++) {
      const bob = await open(door);
      bob.send({ reqType: 101, content: "bob" });
      bob.send({ reqType: 104, roomName: "Demo" });
      await new Promise((sent) => bob.socket.write("", sent));
      bob.socket.resetAndDestroy();
      await once(bob.ws, "close");
    }
    const bob = await enter(door, "bob", "other");
    for (;;) {
      const { rspType, list } = await bob.asks(104, "Demo");
      if (rspType === 104) {
        expect(list).toEqual(["ann", "bob"]);
        break;
      }
    }
    expect((await ann.asks(105, "Free Chat")).rspType).toBeDefined();
  });
});

describe("a bad frame ends its connection, and nothing else", () => {
  test.each([
    ["no JSON", "hello", 1007, "This is not one JSON object."],
    ["nothing", "", 1007, "This is not one JSON object."],
    ["two objects", "{}{}", 1007, "This is not one JSON object."],
    ["a list", "[]", 1008, "This JSON is no request."],
    ["a number as text", '{"reqType":"103"}', 1008, "This JSON is no request."],
    [
      "a number with a fraction",
      '{"reqType":101.0}',
      1008,
      "This JSON is no request.",
    ],
    ["binary", Buffer.from('{"reqType":103}'), 1003, "Only text is supported."],
  ])("%s", async (_what, frame, code, reason) => {
    const door = await openDoor();
    const ann = await enter(door, "ann", "Demo");
    const bob = await enter(door, "bob", "Demo", ann);
    bob.send({ roomName: "Demo", reqType: 108, content: "bye" });
    bob.send({ reqType: 102 });
    bob.ws.send(frame);
    bob.send({ roomName: "Demo", reqType: 108, content: "nobody hears this" });
    expect(await bob.ended).toEqual({ code, reason });
    const told = bob.rest.map((one) => (JSON.parse(one) as Response).content);
    expect(told.filter((one) => one !== "bob: bye")).toEqual([
      "bob",
      `* ${reason}`,
    ]);
    expect((await ann.responds()).content).toBe("bob: bye");
    expect((await ann.responds()).content).toBe("bob has left the room.");
    expect((await ann.asks(105, "Demo")).list).toEqual(["ann"]);
  });

  test("a frame that is too large", async () => {
    const door = await openDoor();
    const ann = await enter(door, "ann", "Demo");
    const bob = await enter(door, "bob", "Demo", ann);
    bob.send({ reqType: 102, content: "x".repeat(70_000) });
    expect((await bob.ended).code).toBe(1009);
    expect((await ann.responds()).content).toBe("bob has left the room.");
  });
});

test("a message in many pieces is one request", async () => {
  const ann = await open(await openDoor());
  const frame = JSON.stringify({ reqType: 101, content: "böb 😀" });
  const bytes = Buffer.from(frame);
  for (let at = 0; at < bytes.length; at++)
    ann.ws.send(bytes.subarray(at, at + 1), {
      fin: at === bytes.length - 1,
      binary: false,
    });
  expect((await ann.responds()).content).toBe('Nickname set to "böb 😀".');
});

test("a ping is answered, and is nothing that was asked", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  ann.ws.ping("x");
  const [payload] = (await once(ann.ws, "pong")) as [Buffer];
  expect(String(payload)).toBe("x");
  expect(ann.rest).toEqual([]);
});

test("whoever is idle for too long is let go without a word, and the others are told", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  const bob = await enter(door, "bob", "Demo", ann);
  const idle = performance.now();
  await ann.asks(102);
  door.connections.closeIdle(idle, 0);
  expect((await bob.ended).code).toBe(1000);
  expect(bob.rest).toEqual([]);
  expect((await ann.responds()).content).toBe("bob has left the room.");
});

test("the end of the server is told, and is an ordinary end", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  void door.close();
  expect(await ann.ended).toEqual({ code: 1000, reason: "the test is over" });
  expect((await ann.responds()).content).toBe("* the test is over");
});

describe("who may connect", () => {
  test.each([
    ["of no page", undefined, 101],
    ["of a page of this machine", "http://localhost:3000", 101],
    ["of a page of another host", "http://example.com", 403],
    ["of a page without a host", "null", 403],
  ])("%s", async (_who, origin, status) => {
    const door = await openDoor();
    const ws = new WebSocket(`ws://127.0.0.1:${door.port}${JSON_PATH}`, {
      headers: origin === undefined ? {} : { origin },
    });
    const answered = await new Promise((resolve) => {
      ws.once("upgrade", () => resolve(101));
      ws.once("unexpected-response", (_request, response) =>
        resolve(response.statusCode),
      );
    });
    ws.once("error", () => undefined);
    ws.terminate();
    expect(answered).toBe(status);
  });

  test("a subprotocol that is offered is taken", async () => {
    const { port } = await openDoor();
    const ws = new WebSocket(`ws://127.0.0.1:${port}${JSON_PATH}`, ["a", "b"]);
    await once(ws, "open");
    expect(ws.protocol).toBe("a");
    ws.terminate();
  });
});
