import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cut } from "../../src/wires/cutter.ts";
import { LineSplitter } from "../../src/wires/line-splitter.ts";

const MOST = 16;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes in use once everything nobody needs is gone. */
function held(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What the splitter should find: cut at every LF, a CR before it taken away. */
function naive(bytes: Buffer): Cut[] {
  const lines: Cut[] = [];
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 10) continue;
    pieces.push(bytes.subarray(from, at));
    from = at + 1;
  }
  for (const piece of pieces) {
    const line = piece.at(-1) === 13 ? piece.subarray(0, -1) : piece;
    if (line.length > MOST) lines.push({ unreadable: "too_large" });
    else {
      const text = line.toString();
      lines.push(
        Buffer.from(text).equals(line) ? { text } : { unreadable: "not_utf8" },
      );
    }
  }
  return lines;
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...new Set(at.map((place) => place % (bytes.length + 1)))];
  places.sort((one, other) => one - other);
  return [0, ...places].map((place, index) =>
    bytes.subarray(place, places[index] ?? bytes.length),
  );
}

const bytes = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom("\n", "\r\n", "\r") },
      { weight: 8, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
      { weight: 2, arbitrary: fc.constant("x".repeat(MOST)) },
      fc.uint8Array({ maxLength: 3 }).map((raw) => Buffer.from(raw)),
    ),
    { maxLength: 40, size: "max" },
  )
  .map((parts) =>
    Buffer.concat(
      parts.map((part) =>
        typeof part === "string" ? Buffer.from(part) : part,
      ),
    ),
  );

test("any bytes, cut anywhere, give the lines that are in them", () => {
  fc.assert(
    fc.property(
      bytes,
      fc.array(fc.nat(1_000), { maxLength: 60, size: "max" }),
      (whole, at) => {
        const splitter = new LineSplitter(MOST);
        const ended = Buffer.concat([whole, Buffer.from("\n")]);
        const found = cut(ended, at).flatMap((piece) => splitter.push(piece));
        expect(found).toEqual(naive(ended));
      },
    ),
    { numRuns: 500 },
  );
});

test("a byte at a time gives the same lines as all at once", () => {
  fc.assert(
    fc.property(bytes, (whole) => {
      const slow = new LineSplitter(MOST);
      const single = [...whole].flatMap((byte) =>
        slow.push(Buffer.from([byte])),
      );
      expect(single).toEqual(new LineSplitter(MOST).push(whole));
    }),
  );
});

test("a line of exactly the bound is read, with either line end", () => {
  const most = "x".repeat(MOST);
  for (const end of ["\n", "\r\n"]) {
    expect(new LineSplitter(MOST).push(Buffer.from(most + end))).toEqual([
      { text: most },
    ]);
  }
});

test("a line that is too large is told once, before it has ended, and the next one is read", () => {
  const splitter = new LineSplitter(MOST);
  const piece = Buffer.alloc(MOST, "x");
  expect(splitter.push(piece)).toEqual([]);
  expect(splitter.push(piece)).toEqual([{ unreadable: "too_large" }]);
  for (let n = 0; n < 100; n++) expect(splitter.push(piece)).toEqual([]);
  expect(splitter.push(Buffer.from("x\nhi\n"))).toEqual([{ text: "hi" }]);
});

test("an endless line takes no memory", () => {
  const splitter = new LineSplitter(32 * 1024);
  const piece = Buffer.alloc(64 * 1024, "x");
  const before = held();
  for (let n = 0; n < 1_000; n++) splitter.push(piece);
  expect(held() - before).toBeLessThan(1e6);
  expect(splitter.push(Buffer.from("\nhi\n"))).toEqual([{ text: "hi" }]);
});

test("the rest of a piece does not hold the piece in memory", async () => {
  const splitters = Array.from({ length: 400 }, () => new LineSplitter(1_024));
  const before = held();
  for (const splitter of splitters)
    splitter.push(
      Buffer.concat([Buffer.alloc(64 * 1024), Buffer.from("\nhi")]),
    );
  await expect.poll(() => held() - before).toBeLessThan(10e6);
  for (const splitter of splitters)
    expect(splitter.push(Buffer.from("!\n"))).toEqual([{ text: "hi!" }]);
});

test("lines that drip in a byte at a time take hardly more memory than their bytes", () => {
  const splitters = Array.from({ length: 20 }, () => new LineSplitter(32_000));
  const before = held();
  for (let n = 0; n < 30_000; n++)
    for (const splitter of splitters) splitter.push(Buffer.from("x"));
  // A buffer for each of the 600,000 bytes would be 60 MB and more.
  expect(held() - before).toBeLessThan(25e6);
  for (const splitter of splitters)
    expect(splitter.push(Buffer.from("\n"))).toEqual([
      { text: "x".repeat(30_000) },
    ]);
});

test("what is not UTF-8 is told, and a byte order mark is left where it is", () => {
  const splitter = new LineSplitter(MOST);
  const bad = [
    [0xff],
    [0xc3],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf5, 1, 1, 1],
  ];
  for (const raw of bad)
    expect(splitter.push(Buffer.from([...raw, 10]))).toEqual([
      { unreadable: "not_utf8" },
    ]);
  expect(splitter.push(Buffer.from("\ufeffhi\n"))).toEqual([
    { text: "\ufeffhi" },
  ]);
});
