import fc from "fast-check";
import { expect, test } from "vitest";
import { writeResponse } from "../../../src/dialects/chattypantz/write-response.ts";

test("all four keys are there, in their order, without blanks", () => {
  expect(
    writeResponse({
      roomName: "",
      rspType: 101,
      content: 'Nickname set to "alice".',
      list: [],
    }),
  ).toBe(
    String.raw`{"roomName":"","rspType":101,"content":"Nickname set to \"alice\".","list":[]}`,
  );
});

test("what a page could take for markup is escaped, and nothing else beyond JSON", () => {
  const content = "bob: hi <b>&\"' é 😀\u2028\u2029\ud83d";
  const list = ["<i>", "é"];
  expect(writeResponse({ roomName: "a&b", rspType: 108, content, list })).toBe(
    String.raw`{"roomName":"a\u0026b","rspType":108,"content":"bob: hi \u003cb\u003e\u0026\"' é 😀\u2028\u2029�","list":["\u003ci\u003e","é"]}`,
  );
});

test("whatever is written is read back by any JSON reader", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(
      text,
      fc.nat(),
      text,
      fc.array(text),
      (roomName, rspType, content, list) => {
        const written = writeResponse({ roomName, rspType, content, list });
        expect(JSON.parse(written)).toEqual({
          roomName: roomName.toWellFormed(),
          rspType,
          content: content.toWellFormed(),
          list: list.map((one) => one.toWellFormed()),
        });
        expect(written).not.toMatch(/[<>&\u2028\u2029]/);
      },
    ),
  );
});
