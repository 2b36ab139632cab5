import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { Frame } from "../../src/lib/frame.ts";
import { block } from "../../src/wires/framings.ts";
import { blocks, lines, TcpWire, type Stream } from "../../src/wires/tcp.ts";
import { Client, doorParts } from "../doors/echo.ts";

/** A client, the wire of his connection, and what its conversation got. */
async function connected(stream: Stream, quitAt = "quit") {
  const parts = doorParts();
  const got: string[] = [];
  const gone = Promise.withResolvers<undefined>();
  let wire: TcpWire | undefined;
  let atServer: Socket | undefined;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    atServer = socket;
    const made = new TcpWire(socket, stream, parts);
    wire = made;
    made.start(
      {
        async receive(frame) {
          got.push(frame);
          if (frame === quitAt) made.close({ code: 1000, text: "" });
        },
        refuse: (what) => void got.push(what),
        close: (reason) => made.close(reason),
        end: () => void got.push("end"),
      },
      () => gone.resolve(undefined),
    );
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const accepted = once(server, "connection");
  const client = new Client((server.address() as AddressInfo).port);
  await accepted;
  if (wire === undefined || atServer === undefined)
    throw new Error("It was accepted.");
  return { client, wire, atServer, got, gone: gone.promise };
}

const framed = (text: string) => block.frame(Buffer.from(text));

/** Has the client read nothing until the wire lags. */
async function lag(client: Client, wire: TcpWire): Promise<number> {
  client.socket.pause();
  let sent = 0;
  while (!wire.isLagging) {
    wire.send(new Frame("x".repeat(999_999)));
    sent += 1_000_000;
    await new Promise(setImmediate);
  }
  return sent;
}

test("lines come as frames, empty ones do not, and what is unreadable is refused", async () => {
  const { client, got } = await connected(lines(10));
  client.say("one\r\n\n\r\ntwo\n");
  client
    .say(Buffer.from([0xff, 10]))
    .say("x".repeat(11))
    .say("\nlast\n");
  await expect.poll(() => got.length).toBe(5);
  expect(got).toEqual(["one", "two", "not_utf8", "too_large", "last"]);
});

test("blocks come as frames, and nothing is read after a length that cannot be", async () => {
  const { client, got } = await connected(blocks(10));
  client.say(framed("one")).say(block.frame(Buffer.from([0xff])));
  client.say(framed("two")).say(Buffer.alloc(8)).say(framed("three"));
  await expect.poll(() => got.length).toBe(4);
  client.socket.end();
  await client.closed;
  expect(got.slice(0, 4)).toEqual(["one", "not_utf8", "two", "malformed"]);
  await expect.poll(() => got.slice(4)).toEqual(["end"]);
});

test("each stream is written in its own form", async () => {
  for (const [stream, bytes] of [
    [lines(10), "hi\n"],
    [blocks(10), "\0\0\0\0\0\0\0\u0002hi"],
  ] as const) {
    const { client, wire } = await connected(stream);
    wire.send(new Frame("hi"));
    await client.hears(bytes);
  }
});

test.each([
  ["is a request of HTTP", "POST / HTTP/1.1\nhi\n", ["end"]],
  ["is too long", `${"x".repeat(200)}\nhi\n`, ["too_large", "end"]],
])("a first line that %s ends the connection", async (_what, text, told) => {
  const { client, got, gone } = await connected(lines(100));
  client.say(text);
  await client.whole();
  await gone;
  expect(got).toEqual(told);
});

test("a later line may look like HTTP or be too long", async () => {
  const { client, got } = await connected(lines(100));
  client.say(`hi\nGET / HTTP/1.1\n${"x".repeat(200)}\nhi\n`);
  await expect.poll(() => got.length).toBe(4);
  expect(got).toEqual(["hi", "GET / HTTP/1.1", "too_large", "hi"]);
});

test("what comes after the end was asked for is not read", async () => {
  const { client, got, gone } = await connected(lines(100));
  client.say("quit\nmore\n").say("and more\n");
  await client.whole();
  await gone;
  expect(got).toEqual(["quit", "end"]);
});

test("one who lags is owed what he was sent before his end, and is sent nothing after", async () => {
  const { client, wire, gone } = await connected(lines(100));
  const sent = await lag(client, wire);
  expect(wire.laggingSince).toBeLessThanOrEqual(performance.now());
  wire.sendAlone(new Frame("the last word"));
  wire.close({ code: 1012, text: "" });
  wire.sendAlone(new Frame("too late"));
  client.socket.resume();
  const whole = await client.whole();
  expect(whole.endsWith("x\nthe last word\n")).toBe(true);
  expect(whole.length).toBe(sent + "the last word\n".length);
  await gone;
});

test("one who lags no more can be sent to and read from again", async () => {
  const { client, wire, got } = await connected(lines(100));
  let lags = 0;
  wire.onLag = () => lags++;
  await lag(client, wire);
  expect(lags).toBe(1);
  client.socket.resume();
  await wire.drained();
  expect([wire.isLagging, wire.laggingSince]).toEqual([false, undefined]);
  client.say("hi\n");
  await expect.poll(() => got).toEqual(["hi"]);
});

test("one who does not go when he is told to is cut five seconds later", async () => {
  const { client, wire, atServer, gone } = await connected(lines(100));
  await lag(client, wire);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  wire.close({ code: 1012, text: "" });
  vi.advanceTimersByTime(4_999);
  expect(atServer.destroyed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(atServer.destroyed).toBe(true);
  await gone;
});

test("only a request counts as being asked for something", async () => {
  const { client, wire, got } = await connected(lines(100));
  const opened = wire.lastAsked;
  client.say("\n").say(Buffer.from([0xff, 10]));
  await expect.poll(() => got).toEqual(["not_utf8"]);
  expect(wire.lastAsked).toBe(opened);
  client.say("hi\n");
  await expect.poll(() => got.length).toBe(2);
  expect(wire.lastAsked).toBeGreaterThan(opened);
});

test("one who has said all he will is answered, however late", async () => {
  const answer = Promise.withResolvers<undefined>();
  const { client, wire, got } = await connected(lines(100));
  wire.start(
    {
      async receive(frame) {
        got.push(frame);
        await answer.promise;
        // As what a request causes: a turn after it has been dealt with.
        setImmediate(() => wire.send(new Frame(`${frame} yourself`)));
      },
      refuse: () => undefined,
      close: () => undefined,
      end: () => undefined,
    },
    () => undefined,
  );
  client.say("hi\n");
  client.socket.end();
  await expect.poll(() => got).toEqual(["hi"]);
  answer.resolve(undefined);
  expect(await client.whole()).toBe("hi yourself\n");
});

test("what is answered much at once is written before more is asked", async () => {
  const { client, wire, got } = await connected(lines(10));
  client.socket.pause();
  const answered = Promise.withResolvers<number>();
  wire.start(
    {
      async receive(frame) {
        got.push(frame);
        wire.sendAlone(new Frame("x".repeat(30_000)));
        if (got.length === 1) setImmediate(() => answered.resolve(got.length));
      },
      refuse: () => undefined,
      close: () => undefined,
      end: () => undefined,
    },
    () => undefined,
  );
  client.say("ask\n".repeat(50));
  expect(await answered.promise).toBeLessThan(10);
  client.socket.resume();
  await expect.poll(() => got.length).toBe(50);
  await expect.poll(() => client.text.length).toBe(50 * 30_001);
});
