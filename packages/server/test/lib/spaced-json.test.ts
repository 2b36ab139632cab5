import { expect, test } from "vitest";
import { spacedJson } from "../../src/lib/spaced-json.ts";

test("parts are kept apart by a blank, in their order", () => {
  const value = { b: [1, "two", null, true], a: { c: -0.5, d: [] }, e: {} };
  expect(spacedJson(value)).toBe(
    '{"b": [1, "two", null, true], "a": {"c": -0.5, "d": []}, "e": {}}',
  );
  expect(JSON.parse(spacedJson(value))).toEqual(value);
});

test("what is not ASCII is written as its UTF-16 units", () => {
  expect(spacedJson({ é: "ß 😀 \u007f" })).toBe(
    String.raw`{"\u00e9": "\u00df \ud83d\ude00 ${"\u007f"}"}`,
  );
});

test("what JSON escapes is escaped, and half a pair too", () => {
  expect(spacedJson('"\\/\b\f\n\r\t\u0001\ud800')).toBe(
    String.raw`"\"\\/\b\f\n\r\t\u0001\ud800"`,
  );
});

test("what is undefined is left out, in a list it is null", () => {
  expect(spacedJson({ a: undefined, b: [undefined] })).toBe('{"b": [null]}');
});

test("it says the same as JSON, whatever the text", () => {
  for (let n = 0; n < 2_000; n++) {
    const units = Array.from({ length: n % 17 }, () =>
      Math.floor(Math.random() * (n % 2 === 0 ? 0x10000 : 0x80)),
    );
    const text = String.fromCharCode(...units);
    const written = spacedJson({ [text]: text });
    expect(JSON.parse(written)).toEqual(
      JSON.parse(JSON.stringify({ [text]: text })),
    );
    expect(written).toMatch(/^[\u0020-\u007f]*$/);
  }
});
