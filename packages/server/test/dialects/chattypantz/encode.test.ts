import { describe, expect, test } from "vitest";
import type { Entry, Place } from "../../../src/core/entries.ts";
import type { Notice } from "../../../src/core/notices.ts";
import type { Encoder } from "../../../src/core/line.ts";
import { jsonEncoder } from "../../../src/dialects/chattypantz/json-encode.ts";
import type { Response } from "../../../src/dialects/chattypantz/write-response.ts";
import { textEncoder } from "../../../src/dialects/chattypantz/text-encode.ts";

const place: Place = {
  id: "~k3v9x2m0qa",
  title: "Demo",
  kind: "public",
  isLobby: false,
};
const room = place.id;
const [ann, bob, cat] = ["ann", "bob", "cat"].map((name) => ({
  id: name,
  name,
})) as [Person, Person, Person];
type Person = { readonly id: string; readonly name: string };
const here = () => [ann, cat];

function shown(encoder: Encoder, what: Entry | Notice): string | null {
  const content = encoder.encode(what, place)?.content;
  return Buffer.isBuffer(content) ? content.toString() : null;
}

const several: readonly [Notice, Partial<Response>, string][] = [
  [
    { kind: "joined", room, members: [ann, cat], here },
    {
      rspType: 104,
      content: "ann, cat have joined the room.",
      list: ["ann", "cat"],
    },
    "ann, cat joined the party!",
  ],
  [
    { kind: "left", room, members: [bob, { id: "dan", name: "dan" }], here },
    {
      rspType: 109,
      content: "bob, dan have left the room.",
      list: ["ann", "cat"],
    },
    "bob, dan have left the room",
  ],
  [
    { kind: "members", room, count: 2, members: [ann, cat] },
    {
      rspType: 104,
      content: "Some have come, gone or changed their name meanwhile.",
      list: ["ann", "cat"],
    },
    "* In the room now: ann, cat",
  ],
];

test.each(several)("%o has a form", (notice, response, line) => {
  expect(JSON.parse(shown(jsonEncoder, notice) ?? "")).toEqual({
    roomName: "Demo",
    ...response,
  });
  expect(shown(textEncoder, notice)).toBe(line);
});

describe("what the clients of the time have no form for is not shown", () => {
  const unseen: readonly Notice[] = [
    { kind: "members", room, count: 5_000 },
    { kind: "master", room, master: ann, was: bob },
    { kind: "bounded", room, by: ann, most: 3, access: "public" },
    {
      kind: "passed",
      room,
      by: "ann",
      name: "ann",
      dialect: "gtchat",
      value: "",
    },
    { kind: "answered", room, title: "Demo", by: ann, answer: "no" },
    { kind: "direct", room, people: [ann, bob] },
    { kind: "arrived", who: ann },
    { kind: "departed", who: ann },
    { kind: "made", room, title: "Demo", by: ann },
    { kind: "gone", room, title: "Demo", by: ann },
  ];
  test.each(unseen)("$kind", (notice) => {
    expect(shown(jsonEncoder, notice)).toBeNull();
    expect(shown(textEncoder, notice)).toBeNull();
  });
});

test("the extra of another dialect is no address", () => {
  const extra = { dialect: "gtchat", value: "secret" };
  const joined: Notice = { kind: "joined", room, members: [ann], here, extra };
  expect(shown(textEncoder, joined)).toBe("ann joined the party!");
});

test.each(["\n", "\r\n", "\r", "\u2028", "\u0085", "\v"])(
  "no end of a line (%j) forges one",
  (end) => {
    const said: Entry = {
      kind: "said",
      room,
      seq: 1,
      at: 0,
      by: "ann",
      name: "ann",
      text: `one${end}bob: two`,
    };
    expect(shown(textEncoder, said)).toBe("ann: one\n  bob: two");
  },
);

test("of a very big room the list goes only to those who ask for it", () => {
  const people = (count: number) => () =>
    Array.from({ length: count }, (_, n) => ({ id: `${n}`, name: `n${n}` }));
  const told = (notice: Notice) =>
    JSON.parse(shown(jsonEncoder, notice) ?? "") as Response;
  const renamed = { kind: "renamed", room, ...ann, was: "eve" } as const;
  const joined = { kind: "joined", room, members: [ann] } as const;
  expect(told({ ...renamed, here: people(200) }).list).toHaveLength(200);
  expect(told({ ...renamed, here: people(201) })).toEqual({
    roomName: "Demo",
    rspType: 108,
    content: "* eve is now known as ann.",
    list: [],
  });
  expect(told({ ...joined, here: people(1_000) }).list).toHaveLength(1_000);
  expect(told({ ...joined, here: people(1_001) })).toEqual({
    roomName: "Demo",
    rspType: 108,
    content: "* ann has joined the room.",
    list: [],
  });
});
