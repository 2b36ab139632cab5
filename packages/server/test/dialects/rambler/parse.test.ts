import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginnings } from "../../../src/dialects/rambler/find-room.ts";
import { pageForm, terminalForm } from "../../../src/dialects/rambler/forms.ts";
import {
  parse,
  splitName,
  splitWord,
  unquoted,
} from "../../../src/dialects/rambler/parse.ts";

const forms = [pageForm, terminalForm];

describe.each(forms)("in either form", (form) => {
  test.each([
    ["#login bob secret", "login", "bob secret"],
    ["#LOGIN  bob\tsecret ", "login", "bob\tsecret"],
    ["#Join room\nFree Chat", "join", "room\nFree Chat"],
    ["#logout", "logout", ""],
    ["#", "", ""],
    ["# login", "", "login"],
    ["##", "#", ""],
  ])("%j is the command %j with %j", (line, command, rest) => {
    expect(parse(line, form)).toEqual({ command, rest });
  });

  test.each([
    " #login bob secret",
    "hi",
    "",
    "  ",
    "hi #login",
    "login bob",
    "LOGIN",
    "LOGIN ",
    "LOGINbob",
    " JOIN kitchen",
    "JOINED kitchen",
    "LEFT",
  ])("%j is said as it is", (line) => {
    expect(parse(line, form)).toEqual({ said: line });
  });
});

test.each([
  ["LOGIN bob", "LOGIN", "bob"],
  ["JOIN  Free Chat ", "JOIN", "Free Chat"],
  ["LEFT\tFree Chat", "LEFT", "Free Chat"],
])("%j is a command at a terminal, and said by a page", (line, word, rest) => {
  expect(parse(line, terminalForm)).toEqual({ command: word, rest });
  expect(parse(line, pageForm)).toEqual({ said: line });
});

test("no `#` reaches a bare word", () => {
  for (const word of ["LOGIN", "JOIN", "LEFT"])
    expect(parse(`#${word} x`, terminalForm)).toEqual({
      command: word.toLowerCase(),
      rest: "x",
    });
});

test.each([
  ["bob secret", "bob", "secret"],
  ['"bob b" secret', "bob b", "secret"],
  ["'bob b'", "bob b", ""],
  ["'bob b secret", "'bob", "b secret"],
  ["'rock'n'roll' x", "rock'n'roll", "x"],
  ['""', "", ""],
  ["", "", ""],
  ["'", "'", ""],
])("the name in %j is %j, before %j", (text, word, rest) => {
  expect(splitName(text)).toEqual({ word, rest });
});

test("quotes are taken off what is quoted as a whole", () => {
  expect(unquoted('"a b"')).toBe("a b");
  expect(unquoted("'a b'")).toBe("a b");
  expect(unquoted('"a" b')).toBe('"a" b');
  expect(unquoted("a 'b'")).toBe("a 'b'");
});

test("a text begins with each run of its words, the longest first, bounded", () => {
  expect(beginnings("Free  Chat bob")).toEqual([
    "Free  Chat bob",
    "Free  Chat",
    "Free",
  ]);
  expect(beginnings("a ".repeat(100))).toHaveLength(16);
  expect(beginnings("x".repeat(200))).toEqual([]);
  expect(beginnings("")).toEqual([]);
});

/** Texts near what has a meaning here, and any others. */
const anything = fc.oneof(
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        ..."#'\"* \t\n",
        "login",
        "JOIN",
        "LEFT",
        "LOGIN",
        "room",
        "nick",
        "ü😀",
        "\ud800",
      ),
    )
    .map((pieces) => pieces.join("")),
);

test("reading never throws, and loses nothing that is said", () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(...forms), (line, form) => {
      const asked = parse(line, form);
      if ("said" in asked) expect(asked.said).toBe(line);
      else expect(line).toContain(asked.rest);
    }),
  );
});

test("a split gives pieces of the text, without blanks around the rest", () => {
  fc.assert(
    fc.property(anything, (text) => {
      for (const split of [splitWord, splitName]) {
        const { word, rest } = split(text);
        expect(text).toContain(word);
        expect(text).toContain(rest);
        expect(rest).toBe(rest.trim());
      }
      for (const beginning of beginnings(text))
        expect(text.startsWith(beginning)).toBe(true);
      expect(text).toContain(unquoted(text));
    }),
  );
});

test("long texts are split in no time", () => {
  for (const character of ["'", '"', " ", "' ", "x", "\n"]) {
    const long = character.repeat(64 * 1024);
    const began = performance.now();
    parse(`#join ${long}`, terminalForm);
    parse(`JOIN ${long}`, terminalForm);
    splitName(long);
    unquoted(long);
    beginnings(long);
    expect(performance.now() - began).toBeLessThan(500);
  }
});
