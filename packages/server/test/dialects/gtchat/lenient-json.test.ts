import fc from "fast-check";
import { expect, test } from "vitest";
import { lenientJson } from "../../../src/dialects/gtchat/lenient-json.ts";

test("strict JSON always means what it means", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 2 }), (value) => {
      const text = JSON.stringify(value);
      expect(lenientJson(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 50 },
  );
  fc.assert(
    fc.property(fc.string(), fc.string(), (cmd, msg) => {
      const request = { cmd, msg };
      expect(lenientJson(JSON.stringify(request, null, 2))).toEqual(request);
    }),
  );
});

test("whatever the text, it is read or not read, and nothing is thrown", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'{}[]":,\\\n\tu0a ') }),
      (text) => {
        lenientJson(text);
      },
    ),
  );
});

test("lone backslashes and raw line ends inside strings are read as the page means them", () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(..."ab \\\n\r\t\u0001/äu0"),
      }),
      (msg) => {
        const byHand = `{"cmd": "speak",\n "msg": "${msg}"}`;
        let strict: unknown;
        try {
          strict = JSON.parse(byHand);
        } catch {
          strict = { cmd: "speak", msg };
        }
        expect(lenientJson(byHand)).toEqual(strict);
      },
    ),
  );
  expect(lenientJson('{"msg":"C:\\dir\\x\nend\\"}')).toEqual({
    msg: "C:\\dir\\x\nend\\",
  });
});

test("an escaped quotation mark beside a raw line end is one", () => {
  expect(lenientJson('{"msg":"say \\"hi\\"\nthere"}')).toEqual({
    msg: 'say "hi"\nthere',
  });
});

test("what has no reading is undefined", () => {
  for (const text of ["", "{", '{"cmd"', "hello", '{"a":"b', '{"a" "b"}'])
    expect(lenientJson(text)).toBeUndefined();
});

test("a frame of quotation marks is read in time", () => {
  const start = performance.now();
  lenientJson('{"msg":"' + '\\"'.repeat(32_000));
  lenientJson('"'.repeat(64_000));
  expect(performance.now() - start).toBeLessThan(500);
});
