// The heartbeat and the end of a connection, with a transport that is not there.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Sink } from "../../../src/wires/outbox.ts";
import { messagesOf } from "../../../src/wires/socket-io/messages.ts";
import { protocol09 } from "../../../src/wires/socket-io/protocol-09.ts";
import { protocol4 } from "../../../src/wires/socket-io/protocol-4.ts";
import { SocketIoWire } from "../../../src/wires/socket-io/socket-io-wire.ts";
import type {
  Receiver,
  Transport,
} from "../../../src/wires/socket-io/transport.ts";
import type { CloseReason, Conversation } from "../../../src/wires/wire.ts";
import { doorParts } from "../../doors/echo.ts";

class FakeTransport implements Transport {
  readonly heard: string[] = [];
  finished: CloseReason | undefined;
  receiver: Receiver | undefined;
  readonly sink: Sink = {
    writable: true,
    writableLength: 0,
    cork: () => undefined,
    uncork: () => undefined,
    write: (bytes) => void this.heard.push(...messagesOf(bytes)),
  };

  start(receiver: Receiver): void {
    this.receiver = receiver;
  }

  setReading(): void {}

  finish(reason: CloseReason): void {
    this.finished = reason;
    this.giveUp();
  }

  giveUp(): void {
    this.receiver?.gone();
  }
}

function wire(protocol = protocol09, receive?: Conversation["receive"]) {
  const transport = new FakeTransport();
  const parts = doorParts();
  const opened = { address: "127.0.0.1", port: 1, path: "" };
  const made = new SocketIoWire(transport, protocol, opened, parts);
  const frames: string[] = [];
  const refused: string[] = [];
  made.start(
    {
      receive: receive ?? (async (frame) => void frames.push(frame)),
      refuse: (what) => refused.push(what),
      close: (reason) => made.close(reason),
      end: () => undefined,
    },
    () => undefined,
  );
  return { made, transport, frames, refused, turn: () => parts.turn.flush() };
}

beforeEach(
  () => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }),
);
afterEach(() => void vi.useRealTimers());

describe("the heartbeat of protocol 1", () => {
  test("beats every 12 seconds; at the third unanswered one it ends", () => {
    const { transport, turn } = wire();
    for (const beats of [1, 2]) {
      vi.advanceTimersByTime(12_000);
      turn();
      expect(transport.heard).toEqual(Array(beats).fill("2::"));
    }
    vi.advanceTimersByTime(12_000);
    expect(transport.heard).toEqual(["2::", "2::", "2::", "0::"]);
    expect(transport.finished?.code).toBe(1008);
  });

  test("goes on while it is answered", () => {
    const { transport, turn } = wire();
    for (let n = 0; n < 10; n++) {
      vi.advanceTimersByTime(12_000);
      turn();
      transport.receiver?.packet("2::");
    }
    expect(transport.heard).toHaveLength(10);
    expect(transport.finished).toBeUndefined();
    transport.giveUp();
  });

  test("is Engine.IO's in Socket.IO 4", () => {
    const { transport, turn } = wire(protocol4);
    vi.advanceTimersByTime(120_000);
    turn();
    expect(transport.heard).toEqual([]);
    transport.giveUp();
  });
});

describe("acknowledgements", () => {
  test("follow the effects of the event", async () => {
    const effects = Promise.withResolvers<void>();
    const { transport, turn } = wire(protocol4, () => effects.promise);
    transport.receiver?.packet('27["hi"]');
    await new Promise(setImmediate);
    turn();
    expect(transport.heard).toEqual([]);
    effects.resolve();
    // What was kept is delivered in the turn after, and goes ahead.
    await new Promise(setImmediate);
    turn();
    expect(transport.heard).toEqual([]);
    await new Promise(setImmediate);
    turn();
    expect(transport.heard).toEqual(["437[]"]);
    transport.giveUp();
  });
});

describe("the end", () => {
  test.each([
    [protocol09, 1008, ["0::"]],
    [protocol4, 1008, ["41"]],
    [protocol09, 1012, []],
    [protocol4, 1013, []],
  ] as const)(
    "$name says %s so that clients know whether to come back",
    (protocol, code, heard) => {
      const { made, transport } = wire(protocol);
      made.close({ code, text: "" });
      expect(transport.heard).toEqual(heard);
      expect(transport.finished?.code).toBe(code);
    },
  );

  test("a client that says that it goes is told nothing", () => {
    const { transport } = wire();
    transport.receiver?.packet("0::");
    expect(transport.heard).toEqual([]);
    expect(transport.finished?.code).toBe(1001);
  });
});

test("what cannot be read is refused, and other endpoints are, without an end", () => {
  const { transport, refused, turn } = wire();
  transport.receiver?.packet("1::/chat");
  transport.receiver?.packet("garbage");
  transport.receiver?.refuse("binary");
  turn();
  expect(transport.heard).toEqual(["7::/chat:2"]);
  expect(refused).toEqual(["malformed", "binary"]);
  transport.giveUp();
});
