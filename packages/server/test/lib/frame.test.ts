import { expect, test } from "vitest";
import { Frame, type Framing } from "../../src/lib/frame.ts";

test("a frame is framed once for each kind of wire", () => {
  let framed = 0;
  const kind = (prefix: string): Framing => ({
    frame(payload) {
      framed++;
      return Buffer.concat([Buffer.from(prefix), payload]);
    },
  });
  const kinds = ["a", "b", "c"].map(kind);
  const frame = new Frame("hi");
  const first = kinds.map((one) => frame.framed(one));
  const again = kinds.map((one) => frame.framed(one));
  expect(first.map(String)).toEqual(["ahi", "bhi", "chi"]);
  expect(again.every((bytes, index) => bytes === first[index])).toBe(true);
  expect(framed).toBe(3);
});
