import fc from "fast-check";
import { expect, test } from "vitest";
import { Frame } from "../../src/lib/frame.ts";
import { line, webSocketText } from "../../src/wires/framings.ts";
import { Outbox, type Sink } from "../../src/wires/outbox.ts";
import { Owed } from "../../src/wires/owed.ts";
import { newTurns } from "../../src/wires/turn.ts";

/** A sink that takes each write at once, or holds it until told to take it. */
class FakeSink implements Sink {
  readonly writes: Uint8Array[] = [];
  isHolding = false;
  writable = true;
  corks = 0;
  #callbacks: (() => void)[] = [];

  write(bytes: Uint8Array, written?: () => void): void {
    this.writes.push(bytes);
    if (written === undefined) return;
    if (this.isHolding) this.#callbacks.push(written);
    else written();
  }

  get writableLength(): number {
    return this.isHolding ? 1 : 0;
  }

  cork(): void {
    this.corks++;
  }

  uncork(): void {
    this.corks--;
  }

  take(): void {
    this.isHolding = false;
    for (const written of this.#callbacks.splice(0)) written();
  }

  get text(): string {
    return Buffer.concat(this.writes).toString();
  }
}

function outboxes(count: number) {
  const turns = newTurns();
  const { turn } = turns;
  const all = Array.from({ length: count }, () => {
    const sink = new FakeSink();
    const lags: boolean[] = [];
    return {
      sink,
      lags,
      outbox: new Outbox(turns, line, sink, (isLagging) =>
        lags.push(isLagging),
      ),
    };
  });
  return { turn, all };
}

function one() {
  const { turn, all } = outboxes(1);
  const [only] = all;
  if (only === undefined) throw new Error("There is one.");
  return { turn, ...only };
}

test("sockets owed the same frames are written the same bytes, once in a turn", () => {
  const { turn, all } = outboxes(3);
  const frames = ["one", "two", "three"].map((text) => new Frame(text));
  for (const frame of frames) for (const { outbox } of all) outbox.send(frame);
  turn.flush();
  const written = all.map(({ sink }) => sink.writes);
  expect(written.map((writes) => writes.length)).toEqual([1, 1, 1]);
  expect(new Set(written.flat()).size).toBe(1);
  expect(String(written[0]?.[0])).toBe("one\ntwo\nthree\n");
});

test("a socket owed something of its own first does not disturb the others", () => {
  const { turn, all } = outboxes(3);
  const [ann, bob, cat] = all;
  const shared = [new Frame("1"), new Frame("2")];
  ann?.outbox.send(new Frame("own"));
  for (const frame of shared) for (const { outbox } of all) outbox.send(frame);
  turn.flush();
  expect(ann?.sink.text).toBe("own\n1\n2\n");
  expect(bob?.sink.text).toBe("1\n2\n");
  expect(bob?.sink.writes[0]).toBe(cat?.sink.writes[0]);
});

test("whatever is shared and whatever is not, each socket is written its frames in their order", () => {
  const sends = fc.array(
    fc.record({
      to: fc.uniqueArray(fc.nat(4), { minLength: 1 }),
      frame: fc.nat(9),
      ends: fc.boolean(),
    }),
    { maxLength: 120, size: "max" },
  );
  fc.assert(
    fc.property(sends, (script) => {
      const { turn, all } = outboxes(5);
      const frames = Array.from({ length: 10 }, (_, n) => new Frame(`${n}`));
      const model = all.map(() => "");
      for (const { to, frame, ends } of script) {
        for (const index of to) {
          all[index]?.outbox.send(frames[frame] ?? new Frame(""));
          model[index] += `${frame}\n`;
        }
        if (ends) turn.flush();
      }
      turn.flush();
      expect(all.map(({ sink }) => sink.text)).toEqual(model);
    }),
    { numRuns: 300 },
  );
});

test("paths of the same frames in the same order meet in the same node", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(3), { maxLength: 8 }), {
        maxLength: 20,
        size: "max",
      }),
      (paths) => {
        const frames = [0, 1, 2, 3].map((n) => new Frame(`${n}`));
        const root = Owed.nothing(line);
        const nodes = new Map<string, Owed>();
        for (const path of paths) {
          let node = root;
          for (const n of path) node = node.and(frames[n] ?? new Frame(""));
          const known = nodes.get(path.join());
          if (known !== undefined) expect(node).toBe(known);
          nodes.set(path.join(), node);
          expect(String(node.joined())).toBe(
            path.map((n) => `${n}\n`).join(""),
          );
          expect(node.length).toBe(node.joined().length);
        }
      },
    ),
  );
});

test("a socket that does not take a write is written nothing more until it has, then all it was owed", async () => {
  const { turn, sink, outbox, lags } = one();
  sink.isHolding = true;
  outbox.send(new Frame("1"));
  turn.flush();
  expect(outbox.isBlocked).toBe(true);
  expect(lags).toEqual([true]);
  for (const text of ["2", "3"]) {
    outbox.send(new Frame(text));
    turn.flush();
    // As one who closes the connection does.
    outbox.flush();
  }
  expect(sink.text).toBe("1\n");
  expect(outbox.owed).toBe(4);
  let isDrained = false;
  const drained = outbox.drained().then(() => (isDrained = true));
  await Promise.resolve();
  expect(isDrained).toBe(false);
  sink.take();
  expect(lags).toEqual([true, false]);
  expect(sink.text).toBe("1\n2\n3\n");
  await drained;
  outbox.send(new Frame("4"));
  turn.flush();
  expect(sink.text).toBe("1\n2\n3\n4\n");
});

test("a socket that lags again while it is written what it was owed is left alone again", () => {
  const { turn, sink, outbox, lags } = one();
  sink.isHolding = true;
  outbox.send(new Frame("1"));
  turn.flush();
  outbox.send(new Frame("2"));
  const take = (): void => {
    sink.take();
    sink.isHolding = true;
  };
  const write = sink.write.bind(sink);
  sink.write = (bytes, written) => {
    if (String(bytes) === "2\n") sink.isHolding = true;
    write(bytes, written);
  };
  take();
  expect(lags).toEqual([true, false, true]);
  outbox.send(new Frame("3"));
  turn.flush();
  expect(sink.text).toBe("1\n2\n");
  sink.take();
  expect(sink.text).toBe("1\n2\n3\n");
});

test("an outbox whose socket is gone is written nothing, and nobody waits for it", async () => {
  const { turn, sink, outbox } = one();
  sink.isHolding = true;
  outbox.send(new Frame("1"));
  turn.flush();
  outbox.send(new Frame("2"));
  const drained = outbox.drained();
  outbox.end();
  await drained;
  sink.take();
  outbox.send(new Frame("3"));
  turn.flush();
  expect(sink.text).toBe("1\n");
  expect(outbox.owed).toBe(0);
  await outbox.drained();
});

test("a socket that can be written no more ends its outbox", async () => {
  const { turn, sink, outbox } = one();
  outbox.send(new Frame("1"));
  sink.writable = false;
  const drained = outbox.drained();
  turn.flush();
  await drained;
  expect(sink.writes).toEqual([]);
});

test("a turn ends by itself", async () => {
  const { sink, outbox } = one();
  outbox.send(new Frame("1"));
  await outbox.drained();
  expect(sink.text).toBe("1\n");
});

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000])(
  "a WebSocket frame of %i bytes says its length as RFC 6455 asks",
  (length) => {
    const payload = Buffer.alloc(length, "x");
    const bytes = webSocketText.frame(payload);
    expect(bytes[0]).toBe(0x81);
    const short = bytes[1] ?? 0;
    const [said, head] =
      short < 126
        ? [short, 2]
        : short === 126
          ? [bytes.readUInt16BE(2), 4]
          : [Number(bytes.readBigUInt64BE(2)), 10];
    expect(said).toBe(length);
    expect(bytes.subarray(head)).toEqual(payload);
    // The shortest form that holds it.
    expect(short < 126 ? 0 : short === 126 ? 126 : 65_536).toBeLessThanOrEqual(
      length,
    );
  },
);

test("frames of one's own keep their place among the shared ones, whatever comes between, and copy nothing large", () => {
  const step = fc.oneof(
    fc.record({ to: fc.constant("all" as const), text: fc.string() }),
    fc.record({ to: fc.nat(2), text: fc.string() }),
  );
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 40 }),
      fc.boolean(),
      (steps, isLarge) => {
        const { turn, all } = outboxes(3);
        const due = ["", "", ""];
        const pad = isLarge ? "x".repeat(2_000) : "";
        for (const { to, text } of steps) {
          const frame = new Frame(`${text}${pad}`);
          for (const [index, { outbox }] of all.entries()) {
            if (to === "all") outbox.send(frame);
            else if (to === index) outbox.sendAlone(frame);
            else continue;
            due[index] += `${text}${pad}\n`;
          }
        }
        turn.flush();
        expect(all.map(({ sink }) => sink.text)).toEqual(due);
        expect(all.map(({ sink }) => sink.corks)).toEqual([0, 0, 0]);
      },
    ),
  );
});

test("a thousand authors in one turn share the bytes of what all are sent", () => {
  const { turn, all } = outboxes(1_000);
  const text = "x".repeat(100);
  for (const { outbox: author } of all) {
    author.sendAlone(new Frame("answer"));
    const frame = new Frame(text);
    for (const { outbox } of all) outbox.send(frame);
  }
  turn.flush();
  const memory = new Set(
    all.flatMap(({ sink }) =>
      sink.writes
        .filter(({ length }) => length > 100)
        .map(({ buffer }) => buffer),
    ),
  );
  expect(memory.size).toBe(1);
});
