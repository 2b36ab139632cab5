// The way of what is owed when a polling client of Engine.IO is upgraded, with an engine that is not there.
import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Socket as EngineSocket } from "engine.io";
import { describe, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { Frame } from "../../../src/lib/frame.ts";
import { Outbox } from "../../../src/wires/outbox.ts";
import { EngineTransport } from "../../../src/wires/socket-io/engine-transport.ts";
import { messagesOf } from "../../../src/wires/socket-io/messages.ts";
import { protocol4 } from "../../../src/wires/socket-io/protocol-4.ts";
import { newTurns } from "../../../src/wires/turn.ts";

/** Holds what it is given until it is flushed, as Engine.IO does between two polls. */
class FakeEngine extends EventEmitter {
  transport = { name: "polling" };
  readyState = "open";
  readonly sent: string[] = [];
  #held: string[] = [];

  send(message: string): void {
    this.#held.push(message);
  }

  flush(): void {
    if (this.#held.length === 0) return;
    this.sent.push(...this.#held.splice(0).map((message) => `4${message}`));
    this.emit("drain");
  }

  upgrade(): void {
    this.transport = { name: "websocket" };
    this.emit("upgrade");
    this.flush();
  }

  close(): void {
    this.readyState = "closed";
    this.emit("close");
  }
}

function upgradable() {
  const engine = new FakeEngine();
  const closed: number[] = [];
  const below = {
    writable: true,
    writableLength: 0,
    cork: () => undefined,
    uncork: () => undefined,
    write: (bytes: Uint8Array) => engine.sent.push(...messagesOf(bytes)),
  };
  const ws = {
    pause: () => undefined,
    close: (code: number) => closed.push(code),
  };
  const transport = new EngineTransport(
    engine as unknown as EngineSocket,
    () => ({
      ws: ws as unknown as WebSocket,
      below: below as unknown as Duplex,
    }),
  );
  const lags: boolean[] = [];
  const outbox = new Outbox(newTurns(), protocol4.framing, transport, (lag) =>
    lags.push(lag),
  );
  return {
    engine,
    transport,
    outbox,
    lags,
    closed,
    send(text: string) {
      outbox.send(new Frame(text));
      outbox.flush();
    },
  };
}

const long = "x".repeat(70_000);

describe("an upgrade", () => {
  test("sends what Engine.IO holds before what goes past it", () => {
    const { engine, send, lags } = upgradable();
    for (const text of ["a", long, "b", "c"]) send(text);
    expect(lags).toEqual([true]);
    engine.upgrade();
    send("d");
    expect(engine.sent).toEqual(["4a", `4${long}`, "4b", "4c", "4d"]);
    expect(lags).toEqual([true, false]);
  });

  test("of a client that is owed nothing goes past Engine.IO at once", () => {
    const { engine, send } = upgradable();
    send("a");
    engine.flush();
    engine.upgrade();
    send("b");
    expect(engine.sent).toEqual(["4a", "4b"]);
  });
});

test("an answer that is not read counts as not taken", () => {
  const { engine, transport, send, lags } = upgradable();
  const answer = Object.assign(new EventEmitter(), {
    writableEnded: false,
    writableLength: 0,
  });
  transport.polled(answer as unknown as ServerResponse);
  send(long);
  answer.writableEnded = true;
  answer.writableLength = long.length;
  engine.flush();
  expect(lags).toEqual([true]);
  answer.emit("close");
  expect(lags).toEqual([true, false]);
});

test("the end waits for what Engine.IO holds", () => {
  const { engine, transport, send } = upgradable();
  send("1");
  transport.finish({ code: 1008, text: "" });
  expect(engine.readyState).toBe("open");
  engine.flush();
  expect(engine.readyState).toBe("closed");
});

test("the end of an upgraded one is the WebSocket's", () => {
  const { engine, transport, send, closed } = upgradable();
  send("1");
  transport.finish({ code: 1008, text: "" });
  engine.upgrade();
  expect([engine.sent, closed]).toEqual([["41"], [1008]]);
});
