import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as told from "../../../src/dialects/riftchat/told.ts";

const textOf = (payload: string): string =>
  (JSON.parse(payload) as { message: { message: string } }).message.message;

describe("what RiftChat is told", () => {
  test("is spelled as the original does, byte for byte", () => {
    expect(told.youAre("L0858kv6v8")).toBe(
      '{"code": 202, "new": "L0858kv6v8"}',
    );
    expect(told.cameIn("L0858kv6v8")).toBe(
      '{"code": 201, "new": "L0858kv6v8"}',
    );
    expect(told.nowCalled("L0858kv6v8", "alice")).toBe(
      '{"code": 203, "old": "L0858kv6v8", "new": "alice"}',
    );
    expect(
      told.saidLine(1795215920825, 'bob é "q" <x>', "hello é 😀 <b>"),
    ).toBe(
      '{"code": 200, "message": {"timestamp": 1795215920825, "username": "bob \\u00e9 \\"q\\" <x>", "message": "hello \\u00e9 \\ud83d\\ude00 <b>"}}',
    );
    expect(told.wentAway("alice")).toBe('{"code": 204, "username": "alice"}');
    expect(told.serverIsDown()).toBe('{"code": 205}');
  });

  test("a text has no control characters, and none of its lines can be taken for another's", () => {
    const text = "a\u001b[31mb\u0007\u0000\u009bc\td\ne\r\nf\rg\u2028h";
    expect(textOf(told.saidLine(1, "ann", text))).toBe(
      "a[31mbc d\n  e\n  f\n  g\n  h",
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (any) => {
        const [, ...further] = textOf(told.saidLine(1, "ann", any)).split("\n");
        for (const line of further) expect(line.startsWith("  ")).toBe(true);
        expect([...further].join("")).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
