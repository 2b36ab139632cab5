import fc from "fast-check";
import { expect, test } from "vitest";
import { BlockSplitter } from "../../src/wires/block-splitter.ts";
import type { Cut } from "../../src/wires/cutter.ts";
import { block } from "../../src/wires/framings.ts";

const MOST = 300;

function head(length: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(length);
  return bytes;
}

/** What the splitter should find. */
function naive(bytes: Buffer): Cut[] {
  const cuts: Cut[] = [];
  let rest = bytes;
  while (rest.length >= 8) {
    const length = rest.readBigUInt64BE();
    if (length === 0n) return [...cuts, { unreadable: "malformed" }];
    if (length > MOST) return [...cuts, { unreadable: "too_large" }];
    const to = 8 + Number(length);
    if (rest.length < to) break;
    const payload = rest.subarray(8, to);
    const text = payload.toString();
    cuts.push(
      Buffer.from(text).equals(payload) ? { text } : { unreadable: "not_utf8" },
    );
    rest = rest.subarray(to);
  }
  return cuts;
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...new Set(at.map((place) => place % (bytes.length + 1)))];
  places.sort((one, other) => one - other);
  return [0, ...places].map((place, index) =>
    bytes.subarray(place, places[index] ?? bytes.length),
  );
}

const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .map((text) => block.frame(Buffer.from(text)));

const bytes = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: text },
      {
        weight: 2,
        arbitrary: fc.constant(block.frame(Buffer.alloc(MOST, 97))),
      },
      {
        weight: 2,
        arbitrary: fc
          .uint8Array({ minLength: 1, maxLength: 4 })
          .map((raw) => block.frame(Buffer.from(raw))),
      },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom(0n, 301n, 2n ** 32n, 2n ** 64n - 1n)
          .map(head),
      },
    ),
    { maxLength: 30, size: "max" },
  )
  .map((parts) => Buffer.concat(parts));

test("any bytes, cut anywhere, give the blocks that are in them, up to a length that cannot be", () => {
  fc.assert(
    fc.property(
      bytes,
      fc.array(fc.nat(1_000), { maxLength: 60, size: "max" }),
      (whole, at) => {
        const splitter = new BlockSplitter(MOST);
        const found = cut(whole, at).flatMap((piece) => splitter.push(piece));
        expect(found).toEqual(naive(whole));
      },
    ),
    { numRuns: 500 },
  );
});

test("a byte at a time gives the same blocks as all at once", () => {
  fc.assert(
    fc.property(bytes, (whole) => {
      const slow = new BlockSplitter(MOST);
      const single = [...whole].flatMap((byte) =>
        slow.push(Buffer.from([byte])),
      );
      expect(single).toEqual(new BlockSplitter(MOST).push(whole));
    }),
  );
});

test.each([
  ["no bytes", 0n, "malformed"],
  ["one byte more than the bound", BigInt(MOST) + 1n, "too_large"],
  ["4 GiB", 2n ** 32n, "too_large"],
  ["4 GiB and one byte", 2n ** 32n + 1n, "too_large"],
  ["all that 8 bytes can say", 2n ** 64n - 1n, "too_large"],
])(
  "a length of %s is told once, and nothing after it is read",
  (_what, length, unreadable) => {
    const splitter = new BlockSplitter(MOST);
    const good = block.frame(Buffer.from("hi"));
    const bad = Buffer.concat([good, head(length), good]);
    expect(splitter.push(bad)).toEqual([{ text: "hi" }, { unreadable }]);
    expect(splitter.push(good)).toEqual([]);
  },
);

test("a block of exactly the bound is read, and one that is not UTF-8 costs only itself", () => {
  const most = "x".repeat(MOST);
  const splitter = new BlockSplitter(MOST);
  const raw = [Buffer.from(most), Buffer.from([0xc3]), Buffer.from("\ufeffhi")];
  expect(
    splitter.push(Buffer.concat(raw.map((payload) => block.frame(payload)))),
  ).toEqual([{ text: most }, { unreadable: "not_utf8" }, { text: "\ufeffhi" }]);
});

test("what is kept of a piece is a copy", () => {
  const splitter = new BlockSplitter(MOST);
  const piece = block.frame(Buffer.from("hello"));
  splitter.push(piece.subarray(0, 10));
  const rest = Buffer.from(piece.subarray(10));
  piece.fill(0);
  expect(splitter.push(rest)).toEqual([{ text: "hello" }]);
});
