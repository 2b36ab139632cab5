import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeEntities,
  encodeEntities,
} from "../../../src/dialects/gtchat/entities.ts";

test("what is encoded is decoded to the same, and has nothing that a page would read as HTML", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."&<>\"'amplt;#39gquos ") }),
      (text) => {
        const encoded = encodeEntities(text);
        expect(encoded).not.toMatch(/[<>"']/);
        expect(decodeEntities(encoded)).toBe(text);
      },
    ),
  );
});

test("each of the five is encoded", () => {
  expect(encodeEntities(`&<>"'`)).toBe("&amp;&lt;&gt;&quot;&#39;");
});

test("text is decoded once, and what is no entity stays", () => {
  expect(decodeEntities("&amp;lt; &apos;&#039;&#x27; &nbsp; & &;")).toBe(
    "&lt; ''' &nbsp; & &;",
  );
});
