// What the older doors show of what their clients were not made for.
import { describe, expect, test } from "vitest";
import type { Entry, Place } from "../../src/core/entries.ts";
import type { Notice } from "../../src/core/notices.ts";
import type { Encoder } from "../../src/core/line.ts";
import { jsonEncoder } from "../../src/dialects/chattypantz/json-encode.ts";
import { textEncoder } from "../../src/dialects/chattypantz/text-encode.ts";
import { encoder as gtchat } from "../../src/dialects/gtchat/encoder.ts";
import { encoderOf } from "../../src/dialects/rambler/encode.ts";
import { pageForm, terminalForm } from "../../src/dialects/rambler/forms.ts";
import { riftchatEncoder } from "../../src/dialects/riftchat/encode.ts";
import { encoder as webchat } from "../../src/dialects/webchat/encoder.ts";
import type { Frame } from "../../src/lib/frame.ts";

const lobby: Place = {
  id: "~k3v9x2m0qa",
  title: "Free Chat",
  kind: "public",
  isLobby: true,
};
const kitchen: Place = { ...lobby, title: "Kitchen", isLobby: false };
const direct: Place = { ...kitchen, title: "ann, bob", kind: "direct" };
const room = lobby.id;
const ann = { id: "a", name: "ann" };

const encoders: Readonly<Record<string, Encoder>> = {
  "rambler (WebSocket)": encoderOf(pageForm),
  "rambler (TCP)": encoderOf(terminalForm),
  webchat,
  gtchat,
  "chattypantz (JSON)": jsonEncoder,
  "chattypantz (text)": textEncoder,
  riftchat: riftchatEncoder(() => 7),
};

/** The texts of its frames. */
function shown(
  encoder: Encoder,
  what: Entry | Notice,
  place: Place | undefined,
): readonly string[] {
  const texts = (frame: Frame): readonly string[] =>
    Buffer.isBuffer(frame.content)
      ? [frame.content.toString()]
      : frame.content.flatMap(texts);
  const frame = encoder.encode(what, place);
  return frame === null ? [] : texts(frame);
}

const kept = { room, seq: 3, at: 5, by: "a", name: "ann" } as const;
const of = 1;

const unseen: readonly (Entry | Notice)[] = [
  { ...kept, kind: "said", text: "", isGone: true },
  { ...kept, kind: "edited", of, text: "", isGone: true },
  { ...kept, kind: "deleted", of },
  { ...kept, kind: "reacted", of, reaction: "👍", isOn: true, count: 1 },
  { kind: "presence", room, id: "a", presence: "away" },
  { kind: "typing", room, id: "a", name: "ann" },
  { kind: "role", room, who: ann, role: "admin", by: ann },
  { kind: "promoted", who: ann, role: "admin", by: ann },
  { kind: "described", room, by: ann, description: "x", isArchived: true },
  { kind: "read", room, seq: 1, unread: 0, mentions: 0 },
  {
    kind: "missed",
    who: { name: "ann", kind: "guest", role: undefined },
    muted: undefined,
  },
];

describe.each(Object.entries(encoders))("%s", (_, encoder) => {
  test.each(unseen)("shows nothing of $kind", (what) => {
    for (const place of [lobby, kitchen, direct, undefined])
      expect(shown(encoder, what, place)).toEqual([]);
  });

  test("says what a room is about as one line", () => {
    const topic: Entry = { ...kept, kind: "topic", text: "tea\nbob: hi" };
    const [line = "", ...more] = shown(encoder, topic, kitchen);
    expect(more).toEqual([]);
    expect(line.includes("topic")).toBe(encoder !== gtchat);
    // A page's frame is one message, whatever lines are in it.
    const isPage = encoder === encoders["rambler (WebSocket)"];
    if (!isPage) expect(line).not.toMatch(/^bob/m);
  });

  test("a new name in a direct conversation is told in the rooms only", () => {
    const here = () => [ann];
    const what = { kind: "renamed", room, ...ann, was: "eve", here } as const;
    expect(shown(encoder, what, direct)).toEqual([]);
  });
});

/** What each says of the same; undefined for nothing. */
const WHY = { by: ann, reason: "<spam>", until: Date.UTC(2030, 0, 31, 12) };
const table: Readonly<
  Record<
    string,
    Readonly<
      Record<
        "edited" | "whispered" | "topic" | "titled" | "muted" | "kicked",
        string | undefined
      >
    >
  >
> = {
  "rambler (WebSocket)": {
    edited: "MESSAGE:[Kitchen] ann corrected: &lt;b&gt;",
    whispered: "MESSAGE:[ann, bob] ann corrected: &lt;b&gt;",
    topic:
      "SERVER:&quot;ann&quot; has taken away the topic of room &quot;Kitchen&quot;",
    titled:
      "SERVER:&quot;ann&quot; has renamed one of your rooms. It is room &quot;Galley&quot; now",
    muted:
      "SERVER:&quot;ann&quot; has muted you until 2030-01-31 12:00 UTC: you can read, but not say anything. Reason: &lt;spam&gt;",
    kicked:
      "SERVER:You are disconnected from room: &quot;Kitchen&quot;. &quot;ann&quot; has kicked you out until 2030-01-31 12:00 UTC. Reason: &lt;spam&gt;",
  },
  "rambler (TCP)": {
    edited: "MESSAGE:[Kitchen] ann corrected: <b>",
    whispered: "MESSAGE:[ann, bob] ann corrected: <b>",
    topic: 'SERVER:"ann" has taken away the topic of room "Kitchen"',
    titled:
      'SERVER:"ann" has renamed one of your rooms. It is room "Galley" now',
    muted:
      'SERVER:"ann" has muted you until 2030-01-31 12:00 UTC: you can read, but not say anything. Reason: <spam>',
    kicked:
      'SERVER:You are disconnected from room: "Kitchen". "ann" has kicked you out until 2030-01-31 12:00 UTC. Reason: <spam>',
  },
  webchat: {
    edited: '["chat_message",{"text":"corrected: <b>","from_user":"ann"}]',
    whispered: '["chat_message",{"text":"corrected: <b>","from_user":"ann"}]',
    topic:
      '["chat_message",{"text":"ann has taken away the topic.","from_user":"*"}]',
    titled:
      '["chat_message",{"text":"ann has renamed the room. It is called \\"Galley\\" now.","from_user":"*"}]',
    muted:
      '["chat_message",{"text":"ann has muted you until 2030-01-31 12:00 UTC: you can read, but not say anything. Reason: <spam>","from_user":"*"}]',
    kicked:
      '["chat_message",{"text":"ann has put you out of Kitchen until 2030-01-31 12:00 UTC. Reason: <spam>","from_user":"*"}]',
  },
  gtchat: {
    edited:
      '{"cmd": "c_speak", "room_name": "Kitchen", "meta": ".", "usr": "ann", "msg": "corrected: &lt;b&gt;", "tracker": "0"}',
    whispered:
      '{"msg": "corrected: &lt;b&gt;", "cmd": "c_whisper", "usr": "ann", "tracker": "0"}',
    topic: undefined,
    titled: undefined,
    muted: undefined,
    kicked: undefined,
  },
  "chattypantz (JSON)": {
    edited:
      '{"roomName":"Kitchen","rspType":108,"content":"ann corrected: \\u003cb\\u003e","list":[]}',
    whispered:
      '{"roomName":"~k3v9x2m0qa","rspType":108,"content":"ann (to you) corrected: \\u003cb\\u003e","list":[]}',
    topic:
      '{"roomName":"Kitchen","rspType":108,"content":"* ann has taken away the topic.","list":[]}',
    titled:
      '{"roomName":"Kitchen","rspType":108,"content":"* ann has renamed the room. It is called \\"Galley\\" now.","list":[]}',
    muted:
      '{"roomName":"","rspType":108,"content":"* ann has muted you until 2030-01-31 12:00 UTC: you can read, but not say anything. Reason: \\u003cspam\\u003e","list":[]}',
    kicked:
      '{"roomName":"Kitchen","rspType":109,"content":"ann has removed you from room \\"Kitchen\\" until 2030-01-31 12:00 UTC. Reason: \\u003cspam\\u003e","list":[]}',
  },
  "chattypantz (text)": {
    edited: "ann corrected: <b>",
    whispered: "ann (to you) corrected: <b>",
    topic: "* ann has taken away the topic.",
    titled: '* ann has renamed the room. It is called "Galley" now.',
    muted:
      "* ann has muted you until 2030-01-31 12:00 UTC: you can read, but not say anything. Reason: <spam>",
    kicked:
      "* ann has removed you from the room until 2030-01-31 12:00 UTC. Reason: <spam>",
  },
  riftchat: {
    edited:
      '{"code": 200, "message": {"timestamp": 5, "username": "ann", "message": "corrected: <b>"}}',
    whispered:
      '{"code": 200, "message": {"timestamp": 5, "username": "ann (to you)", "message": "corrected: <b>"}}',
    topic:
      '{"code": 200, "message": {"timestamp": 5, "username": "*", "message": "ann has taken away the topic."}}',
    titled:
      '{"code": 200, "message": {"timestamp": 5, "username": "*", "message": "ann has renamed the room. It is called \\"Galley\\" now."}}',
    muted:
      '{"code": 200, "message": {"timestamp": 7, "username": "*", "message": "ann has muted you until 2030-01-31 12:00 UTC: you can read, but not say anything. Reason: <spam>"}}',
    kicked:
      '{"code": 200, "message": {"timestamp": 7, "username": "*", "message": "ann has put you out until 2030-01-31 12:00 UTC. Reason: <spam>"}}',
  },
};

test.each(Object.entries(table))("%s has its own words", (door, words) => {
  const encoder = encoders[door];
  if (encoder === undefined) throw new Error(`There is no ${door}.`);
  const edited: Entry = { ...kept, kind: "edited", of, text: "<b>" };
  const title = "Kitchen";
  expect({
    edited: shown(encoder, edited, kitchen)[0],
    whispered: shown(encoder, edited, direct)[0],
    topic: shown(encoder, { ...kept, kind: "topic", text: "" }, kitchen)[0],
    titled: shown(
      encoder,
      { ...kept, kind: "titled", text: "Galley" },
      kitchen,
    )[0],
    muted: shown(
      encoder,
      { kind: "muted", room: undefined, ...WHY },
      undefined,
    )[0],
    kicked: shown(
      encoder,
      { kind: "kicked", room, title, ...WHY },
      undefined,
    )[0],
  }).toEqual(words);
});

test.each(Object.entries(encoders))(
  "at %s nobody is told a reason that was not given, nor a time that has no end",
  (_, encoder) => {
    const until = Infinity;
    const muted = { kind: "muted", room, by: ann, reason: "", until } as const;
    const kicked = { kind: "kicked", room, title: "Kitchen", by: ann } as const;
    const lines = [muted, kicked].flatMap((what) =>
      shown(encoder, what, undefined),
    );
    expect(lines.join("\n")).not.toMatch(/Reason|Infinity|Invalid|undefined/);
    if (encoder !== gtchat) expect(lines[0]).toContain("for good");
  },
);
