import { events } from "@koine/protocol";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import type { Entry } from "../../../src/core/entries.ts";
import type { Notice } from "../../../src/core/notices.ts";
import { encoder } from "../../../src/dialects/native/encode.ts";

const place = {
  id: "~k3v9x2m0qa",
  title: "kitchen",
  kind: "public",
  isLobby: false,
} as const;
const framing = { frame: (payload: Buffer) => payload };

/** The event as a client gets it; undefined when it is sent none. One that breaks its schema fails the test. */
function shown(what: Entry | Notice): unknown {
  const frame = encoder.encode(what, place);
  if (frame === null) return undefined;
  const event = JSON.parse(frame.framed(framing).toString()) as {
    readonly ev: keyof typeof events;
  };
  const check = Compile(events[event.ev]);
  expect([...check.Errors(event)]).toEqual([]);
  return event;
}

const room = place.id;
const ann = { id: "aaaaaaaaaaaaaaaa", name: "ann" };
const bob = { id: "bbbbbbbbbbbbbbbb", name: "bob" };
const kept = { room, seq: 7, at: 5, by: ann.id, name: "ann" };
const entry = { room, seq: 7, by: ann.id, name: "ann", at: 5 };
const live = { origin: "s", byAccount: true } as const;
const extra = { dialect: "webchat", value: "secret" };

test.each<[Entry["kind"], string, Entry, object]>([
  [
    "said",
    "with nothing else",
    { ...kept, ...live, extra, kind: "said", text: "hi" },
    { ev: "said", ...entry, text: "hi" },
  ],
  [
    "said",
    "with everything else",
    {
      ...kept,
      kind: "said",
      text: "hi",
      key: "k",
      reply: 3,
      mentions: [bob.id, "room"],
      edited: 6,
      reactions: [{ reaction: "👍", count: 2, isMine: true }],
    },
    {
      ev: "said",
      ...entry,
      text: "hi",
      key: "k",
      reply: 3,
      mentions: [bob.id, "room"],
      edited: 6,
      reactions: [{ reaction: "👍", count: 2, mine: true }],
    },
  ],
  [
    "said",
    "that is gone",
    {
      ...kept,
      kind: "said",
      text: "",
      reply: undefined,
      mentions: undefined,
      reactions: [],
      isGone: true,
    },
    { ev: "said", ...entry, text: "", gone: true },
  ],
  [
    "edited",
    "",
    { ...kept, ...live, kind: "edited", of: 3, text: "ho", mentions: ["room"] },
    { ev: "edited", ...entry, of: 3, text: "ho", mentions: ["room"] },
  ],
  [
    "edited",
    "of a message that is gone",
    { ...kept, kind: "edited", of: 3, text: "", key: "k", isGone: true },
    { ev: "edited", ...entry, of: 3, text: "", key: "k", gone: true },
  ],
  [
    "deleted",
    "",
    { ...kept, ...live, kind: "deleted", of: 3 },
    { ev: "deleted", ...entry, of: 3 },
  ],
  [
    "reacted",
    "",
    { ...kept, kind: "reacted", of: 3, reaction: "👍", isOn: false, count: 0 },
    { ev: "reacted", ...entry, of: 3, reaction: "👍", on: false, count: 0 },
  ],
  [
    "topic",
    "",
    { ...kept, ...live, kind: "topic", text: "" },
    { ev: "topic", ...entry, text: "" },
  ],
  [
    "titled",
    "",
    { ...kept, kind: "titled", text: "cellar", key: "k" },
    { ev: "titled", ...entry, text: "cellar", key: "k" },
  ],
])("an entry of the kind %s %s", (_kind, _what, what, event) => {
  expect(shown(what)).toEqual(event);
});

const here = () => [ann, bob];
const by = bob;

test.each<[Notice, object | undefined]>([
  [
    { kind: "joined", room, members: [ann], here, ...live, extra },
    { ev: "joined", room, members: [ann] },
  ],
  [
    { kind: "left", room, members: [ann, bob], here },
    { ev: "left", room, members: [ann, bob] },
  ],
  [
    { kind: "renamed", room, ...ann, was: "anna", here },
    { ev: "renamed", room, ...ann, was: "anna" },
  ],
  [
    { kind: "members", room, count: 300 },
    { ev: "members", room, count: 300 },
  ],
  [
    { kind: "members", room, count: 1, members: [ann] },
    { ev: "members", room, count: 1, members: [ann] },
  ],
  [
    { kind: "master", room, master: ann, was: undefined },
    { ev: "master", room, master: ann },
  ],
  [
    { kind: "presence", room, id: ann.id, presence: "away" },
    { ev: "presence", room, id: ann.id, presence: "away" },
  ],
  [
    { kind: "typing", room, ...ann, ...live },
    { ev: "typing", room, ...ann },
  ],
  [
    { kind: "role", room, who: ann, role: "moderator", by },
    { ev: "role", room, who: ann, role: "moderator", by },
  ],
  [
    { kind: "promoted", who: ann, role: "admin", by },
    { ev: "role", who: ann, role: "admin", by },
  ],
  [
    { kind: "bounded", room, by, most: 5, access: "public" },
    { ev: "changed", room, by, most: 5, access: "public" },
  ],
  [
    { kind: "access", room, title: "t", by, most: 0, access: "private" },
    { ev: "changed", room, by, most: 0, access: "private" },
  ],
  [
    { kind: "described", room, by, description: "", isArchived: true },
    { ev: "changed", room, by, description: "", archived: true },
  ],
  [
    { kind: "invited", room, title: "t", by },
    { ev: "invited", room, title: "t", by },
  ],
  [
    { kind: "answered", room, title: "t", by, answer: "later" },
    { ev: "answered", room, title: "t", by, answer: "later" },
  ],
  [
    { kind: "kicked", room, title: "t", by },
    { ev: "kicked", room, title: "t", by },
  ],
  [
    { kind: "kicked", room, title: "t", by, reason: "why", until: 9 },
    { ev: "kicked", room, title: "t", by, reason: "why", until: 9 },
  ],
  [
    { kind: "kicked", room, title: "t", by, until: Infinity },
    { ev: "kicked", room, title: "t", by, until: 0 },
  ],
  [
    { kind: "muted", room, by, reason: "why", until: 9 },
    { ev: "muted", room, by, reason: "why", until: 9 },
  ],
  [
    { kind: "muted", room: undefined, by, reason: "", until: Infinity },
    { ev: "muted", by, reason: "" },
  ],
  [
    { kind: "unmuted", room, by },
    { ev: "unmuted", room, by },
  ],
  [
    { kind: "unmuted", room: undefined, by },
    { ev: "unmuted", by },
  ],
  [
    { kind: "read", room, seq: 5, unread: 2, mentions: 1 },
    { ev: "read", room, seq: 5, unread: 2, mentions: 1 },
  ],
  [
    { kind: "direct", room, people: [ann, bob] },
    { ev: "direct", room, people: [ann, bob] },
  ],
  [
    { kind: "broadcast", by, text: "hi" },
    { ev: "broadcast", by, text: "hi" },
  ],
  [
    { kind: "withdrew", room, title: "t", who: ann },
    { ev: "left", room, members: [ann] },
  ],
  [
    {
      kind: "missed",
      who: { name: "ann", kind: "account", role: undefined },
      muted: { by, reason: "hm", until: 5 },
    },
    {
      ev: "missed",
      name: "ann",
      account: true,
      role: "member",
      muted: { by, reason: "hm", until: 5 },
    },
  ],
  [
    {
      kind: "missed",
      who: { name: "ann", kind: "guest", role: undefined },
      muted: undefined,
    },
    { ev: "missed", name: "ann", account: false, role: "guest" },
  ],
  [{ kind: "arrived", who: ann }, undefined],
  [{ kind: "departed", who: ann }, undefined],
  [{ kind: "called", who: ann, was: "anna" }, undefined],
  [{ kind: "made", room, title: "t", by }, undefined],
  [{ kind: "gone", room, title: "t", by }, undefined],
  [
    {
      kind: "passed",
      room,
      by: ann.id,
      name: "ann",
      dialect: "gtchat",
      value: "x",
    },
    undefined,
  ],
])("the notice %j", (what, event) => {
  expect(shown(what)).toEqual(event);
});

test("of a person nothing is shown but id and name", () => {
  const person = { ...ann, address: "192.0.2.1", passwordHash: "secret" };
  const told: Notice[] = [
    { kind: "role", room, who: person, role: "admin", by: person },
    { kind: "promoted", who: person, role: "admin", by: person },
    { kind: "muted", room, by: person, reason: "", until: 9 },
    { kind: "kicked", room, title: "t", by: person },
    { kind: "described", room, by: person, description: "", isArchived: false },
    { kind: "access", room, title: "t", by: person, most: 0, access: "public" },
  ];
  for (const what of told)
    expect(JSON.stringify(shown(what))).not.toMatch(/secret|192/);
});

test("a text that would forge an event or a line is text", () => {
  const text = '"},\n{"ev":"closing"}\u2028\0\u202e</script>\ud800';
  const frame = encoder.encode({ ...kept, kind: "edited", of: 1, text }, place);
  const line = frame?.framed(framing).toString() ?? "";
  expect(line).not.toMatch(/[\n\r\0]/);
  expect(JSON.parse(line)).toMatchObject({ ev: "edited", text });
});
