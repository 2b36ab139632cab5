// What a polling client is owed between two polls, with a Polling09 and no network.
import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Frame } from "../../../src/lib/frame.ts";
import { Outbox } from "../../../src/wires/outbox.ts";
import { decodePayload } from "../../../src/wires/socket-io/payload-09.ts";
import {
  Polling09,
  type Poll,
} from "../../../src/wires/socket-io/polling-09.ts";
import { protocol09 } from "../../../src/wires/socket-io/protocol-09.ts";
import { newTurns } from "../../../src/wires/turn.ts";

class FakeResponse extends EventEmitter {
  writableLength = 0;
  payload: string | undefined;

  /** The operating system has taken it, and the client has it. */
  arrive(): void {
    this.writableLength = 0;
    this.emit("close");
  }
}

function polling() {
  const lags: boolean[] = [];
  let gone = 0;
  const transport = new Polling09({ closeMs: 25_000, onGone: () => gone++ });
  const outbox = new Outbox(
    newTurns(),
    protocol09.framing,
    transport,
    (isLagging) => lags.push(isLagging),
  );
  return {
    transport,
    outbox,
    lags,
    gone: () => gone,
    send(text: string) {
      outbox.send(new Frame(text));
      outbox.flush();
    },
    /** A poll; what it is answered is in the response's payload. */
    poll(stuck = 0): FakeResponse {
      const response = new FakeResponse();
      const poll: Poll = {
        response: response as unknown as ServerResponse,
        send(_to, payload) {
          response.payload = payload;
          response.writableLength = stuck;
        },
      };
      transport.poll(poll);
      return response;
    },
  };
}

beforeEach(
  () => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }),
);
afterEach(() => void vi.useRealTimers());

describe("between two polls", () => {
  test("a little is taken, and the next poll has it all", () => {
    const { send, poll, lags } = polling();
    send("a");
    send("b");
    expect(lags).toEqual([]);
    expect(decodePayload(poll().payload ?? "")).toEqual(["a", "b"]);
  });

  test("past 64 KiB it lags, until a poll has brought what was taken", async () => {
    const { send, poll, lags, outbox } = polling();
    const packets = Array.from({ length: 9 }, (_, n) => `${n}`.repeat(10_000));
    for (const packet of packets) send(packet);
    expect(lags).toEqual([true]);
    const first = poll();
    const brought = decodePayload(first.payload ?? "") ?? [];
    expect(brought).toEqual(packets.slice(0, brought.length));
    expect(outbox.isBlocked).toBe(true);
    first.arrive();
    expect(lags).toEqual([true, false]);
    const rest = decodePayload(poll().payload ?? "") ?? [];
    expect([...brought, ...rest]).toEqual(packets);
    await outbox.drained();
  });

  test("an answer that is not read is not heaped up in further polls", () => {
    const { send, poll, lags } = polling();
    send("a");
    const stuck = poll(1_000);
    expect(stuck.payload).toBe("a");
    send("b");
    expect(lags).toEqual([true]);
    const next = poll();
    expect(next.payload).toBeUndefined();
    stuck.arrive();
    expect(next.payload).toBe("b");
    next.arrive();
    expect(lags).toEqual([true, false]);
  });
});

describe("time", () => {
  test("a poll without news is answered after 20 seconds", () => {
    const { poll } = polling();
    const response = poll();
    vi.advanceTimersByTime(19_999);
    expect(response.payload).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(response.payload).toBe("8::");
  });

  test("without a poll for 25 seconds it is gone", () => {
    const { poll, gone, outbox } = polling();
    vi.advanceTimersByTime(24_000);
    const response = poll();
    vi.advanceTimersByTime(20_000);
    response.arrive();
    vi.advanceTimersByTime(24_999);
    expect(gone()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(gone()).toBe(1);
    outbox.end();
  });

  test("a poll whose client goes is no poll", () => {
    const { poll, gone, send } = polling();
    poll().arrive();
    send("a");
    vi.advanceTimersByTime(25_000);
    expect(gone()).toBe(1);
  });
});

describe("the end", () => {
  const bye = { code: 1008, text: "" } as const;

  test("waits for the poll that takes what is held", () => {
    const { send, poll, transport, gone } = polling();
    send("0::");
    transport.finish(bye);
    expect(gone()).toBe(0);
    expect(poll().payload).toBe("0::");
    expect(gone()).toBe(1);
  });

  test("comes at once when nothing is held, and ends the poll that waits", () => {
    const { poll, transport, gone } = polling();
    const response = poll();
    transport.finish(bye);
    expect([response.payload, gone()]).toEqual(["8::", 1]);
  });

  test("lets waiting requests go", async () => {
    const { transport } = polling();
    transport.setReading(false);
    const waiting = transport.reading.wait();
    transport.giveUp();
    expect(await waiting).toBe(false);
  });
});

test("however many polls come, what is owed waits until the answer on its way has arrived", () => {
  const { send, poll } = polling();
  const unread = poll(1);
  send("a");
  expect(unread.payload).toBe("a");
  const [second, third] = [poll(), poll()];
  expect(second?.payload).toBe("8::");
  second?.arrive();
  send("b");
  expect(third?.payload).toBeUndefined();
  unread.arrive();
  expect(third?.payload).toBe("b");
});
