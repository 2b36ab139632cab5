import { expect, test } from "vitest";
import { Block, BLOCK, Blocks } from "../../../src/core/room/blocks.ts";
import { Encoded } from "../../../src/core/room/encoded.ts";
import { Frame } from "../../../src/lib/frame.ts";

const encoder = {
  encode: (what: { readonly kind: string; readonly text?: string }) =>
    what.text === "hidden" ? null : new Frame(what.text ?? ""),
};
const place = {
  id: "~",
  title: "kitchen",
  kind: "public",
  isLobby: false,
} as const;
const framing = {
  frame: (payload: Buffer) => Buffer.concat([payload, Buffer.from("\n")]),
};

const head = 10 * BLOCK;

function log(text: (seq: number) => string) {
  const reads: number[] = [];
  const blocks = new Blocks((seq, limit) => {
    reads.push(seq);
    const entries = Array.from({ length: limit }, (_, n) => ({
      kind: "said" as const,
      room: "~",
      seq: seq + n + 1,
      at: 0,
      by: "ann",
      name: "ann",
      text: text(seq + n + 1),
    }));
    const encoded = entries.map((entry) => new Encoded(entry, place));
    return Promise.resolve(new Block(encoded, head));
  });
  return { blocks, reads };
}

test("all who read the same block share one read and the same bytes", async () => {
  const { blocks, reads } = log(String);
  const [ann, bob] = await Promise.all([blocks.after(0), blocks.after(0)]);
  const bytes = ann.frame(encoder).framed(framing);
  expect(bob.frame(encoder).framed(framing)).toBe(bytes);
  expect(reads).toEqual([0]);
  const lines = Array.from({ length: BLOCK }, (_, n) => `${n + 1}\n`);
  expect(bytes.toString()).toBe(lines.join(""));
});

test("what a dialect does not show is left out of its block", async () => {
  const { blocks } = log((seq) => (seq % 2 === 0 ? "hidden" : String(seq)));
  const text = (await blocks.after(BLOCK)).frame(encoder).framed(framing);
  expect(text.toString().split("\n").length - 1).toBe(BLOCK / 2);
});

test("only the blocks used last are kept, and none when nobody is behind", async () => {
  const { blocks, reads } = log(String);
  for (let n = 0; n < 5; n++) await blocks.after(n * BLOCK);
  await blocks.after(4 * BLOCK);
  expect(reads.length).toBe(5);
  await blocks.after(0);
  expect(reads.length).toBe(6);
  blocks.clear();
  await blocks.after(0);
  expect(reads.length).toBe(7);
});

test("a read that fails is tried again by the next", async () => {
  let fails = 1;
  const blocks = new Blocks(() =>
    fails-- > 0
      ? Promise.reject(new Error("no"))
      : Promise.resolve(new Block([], head)),
  );
  await expect(blocks.after(0)).rejects.toThrow("no");
  await expect(blocks.after(0)).resolves.toBeDefined();
});
