import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRequest } from "../../../src/dialects/chattypantz/read-request.ts";

const nothing = { roomName: "", reqType: 0, content: "" };
const names = new Map(
  Object.keys(nothing).map((name) => [name.toLowerCase(), name]),
);

test("keys are read in any case, as the web clients of the time write them", () => {
  expect(
    readRequest('{"ROOMNAME":"Demo","reqtype":104,"Content":"hidden"}'),
  ).toEqual({ roomName: "Demo", reqType: 104, content: "hidden" });
});

describe("what is read", () => {
  test.each([
    ["{}", nothing],
    ["null", nothing],
    [' { "reqType" : 101 } ', { ...nothing, reqType: 101 }],
    ['{"reqType":-1}', { ...nothing, reqType: -1 }],
    // Null is as if it were not there.
    [
      '{"reqType":101,"content":null,"roomName":null}',
      { ...nothing, reqType: 101 },
    ],
    ['{"content":"a","content":null}', { ...nothing, content: "a" }],
    // The last of several counts, however it is written.
    [
      '{"content":"a","CONTENT":"b","content":"c"}',
      { ...nothing, content: "c" },
    ],
    [
      '{"content":"a","content":"c","Content":"b"}',
      { ...nothing, content: "b" },
    ],
    ['{"con\\u0074ent":"a"}', { ...nothing, content: "a" }],
    // What is not known is skipped, whatever is in it.
    [
      '{"x":{"content":"no","y":["},\\"",{}]},"content":"}{\\\\"}',
      { ...nothing, content: "}{\\" },
    ],
    [
      '{"content":"a","__proto__":{"content":"b"},"toString":1}',
      { ...nothing, content: "a" },
    ],
    ['{"x":[1,2,{"reqType":1.5}],"reqType":102}', { ...nothing, reqType: 102 }],
    ['{"content":"\\ud83d"}', { ...nothing, content: "\ufffd" }],
  ])("%s", (frame, request) => {
    expect(readRequest(frame)).toEqual(request);
  });
});

describe("what is no JSON", () => {
  test.each([
    "",
    " ",
    "{",
    "{}{}",
    '{"content":"a}',
    "{'content':1}",
    '{"reqType":01}',
    "hello",
    '{"reqType":101,}',
  ])("%s", (frame) => {
    expect(readRequest(frame)).toBe("no JSON");
  });
});

describe("what is no request", () => {
  test.each([
    "[]",
    '"text"',
    "1",
    "true",
    '{"reqType":"103"}',
    '{"reqType":101.0}',
    '{"reqType":1e2}',
    '{"reqType":99999999999999999999}',
    '{"reqType":true}',
    '{"content":1}',
    '{"content":["a"]}',
    '{"roomName":{}}',
    '{"content":1,"content":"a"}',
  ])("%s", (frame) => {
    expect(readRequest(frame)).toBe("no request");
  });
});

test("whatever is written is read, in whatever case and order, with whatever beside it", () => {
  const anyCase = (key: string) =>
    fc
      .array(fc.boolean(), { minLength: key.length, maxLength: key.length })
      .map((ups) =>
        [...key].map((one, n) => (ups[n] ? one.toUpperCase() : one)).join(""),
      );
  const text = fc.string({ unit: "binary" });
  const field = (key: string, value: fc.Arbitrary<unknown>) =>
    fc.tuple(anyCase(key), value);
  const known = fc.oneof(
    field("roomname", fc.option(text)),
    field("content", fc.option(text)),
    field("reqtype", fc.option(fc.integer())),
  );
  const other = fc.tuple(text, fc.jsonValue());
  const blank = fc.constantFrom("", " ", "\n\t ");
  fc.assert(
    fc.property(fc.array(fc.oneof(known, other)), blank, (pairs, gap) => {
      const expected: Record<string, unknown> = { ...nothing };
      for (const [key, value] of pairs) {
        const name = names.get(key.toLowerCase());
        if (name === undefined || value === null) continue;
        fc.pre(typeof value === typeof expected[name]);
        expected[name] =
          typeof value === "string" ? value.toWellFormed() : value;
      }
      const fields = pairs.map(
        ([key, value]) =>
          `${gap}${JSON.stringify(key)}${gap}:${gap}${JSON.stringify(value)}${gap}`,
      );
      expect(readRequest(`${gap}{${fields.join(",")}}${gap}`)).toEqual(
        expected,
      );
    }),
    { numRuns: 500 },
  );
});

test("nothing that comes is more than misread", () => {
  const piece = fc.constantFrom(
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "1",
    "reqType",
    "content",
    " ",
    "null",
    "\\u",
    "é",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((all) => all.join("")),
      ),
      (frame) => {
        readRequest(frame);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a frame that is all brackets is read without trouble", () => {
  const deep = "[".repeat(30_000) + "]".repeat(30_000);
  expect(readRequest(`{"x":${deep},"content":"a"}`)).toEqual({
    ...nothing,
    content: "a",
  });
});
