import { expect, test } from "vitest";
import { mentionPieces } from "../../src/lib/mentions.ts";

const ann = { name: "ann", isMe: true };
const annLee = { name: "Ann Lee", isMe: false };

function marked(text: string, ...whom: (typeof ann)[]): string[] {
  const pieces = mentionPieces(text, whom);
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  return pieces.filter(({ mentions }) => mentions).map((piece) => piece.text);
}

test("a name behind an @ is marked, in whatever letters, at the beginning of a word only", () => {
  expect(marked("@ann, (@ANN) me@ann @anna @@ann", ann)).toEqual([
    "@ann",
    "@ANN",
  ]);
});

test("of two names that fit, the longer is meant", () => {
  expect(marked("@ann lee and @ann", ann, annLee)).toEqual([
    "@ann lee",
    "@ann",
  ]);
});

test("nobody is marked whom the message does not speak to", () => {
  expect(marked("@bob", ann)).toEqual([]);
  expect(marked("@bob")).toEqual([]);
});
