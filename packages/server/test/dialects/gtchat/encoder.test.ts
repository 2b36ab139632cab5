import { describe, expect, test } from "vitest";
import type { Entry, Place } from "../../../src/core/entries.ts";
import type { Notice } from "../../../src/core/notices.ts";
import { encoder } from "../../../src/dialects/gtchat/encoder.ts";
import { marked } from "../../../src/dialects/gtchat/marks.ts";
import type { Frame } from "../../../src/lib/frame.ts";
import { inShort } from "./play.ts";

const NAUGHTY = `<a href="x">&'`;
const SHOWN = "&lt;a href=&quot;x&quot;&gt;&amp;&#39;";
const who = { id: "1", name: NAUGHTY };
const room = "~abcdefghij";
const place: Place = {
  id: room,
  title: `${NAUGHTY}:,`,
  kind: "public",
  isLobby: false,
};
/** What the page looks up by a selector without quotes. */
const SELECTABLE = "_a_href__x____";
const R = `${SELECTABLE}__`;
const here = (): [] => [];
const extra = marked(NAUGHTY, NAUGHTY);

function shown(what: Entry | Notice, where?: Place): string[] {
  const texts = (frame: Frame): string[] =>
    Buffer.isBuffer(frame.content)
      ? [frame.content.toString()]
      : frame.content.flatMap(texts);
  const frame = encoder.encode(what, where);
  return frame === null ? [] : texts(frame);
}

const said: Entry = {
  kind: "said",
  room,
  seq: 1,
  at: 1,
  by: "1",
  name: NAUGHTY,
  text: NAUGHTY,
};
const changed = { room, by: who, most: 3 } as const;

describe("names, titles, texts and marks are data in", () => {
  test.each<[Entry | Notice, Place | undefined, ...string[]]>([
    [said, place, `speak ${R} ${SHOWN}: ${SHOWN}`],
    [
      { ...said, extra },
      { ...place, isLobby: true },
      `speak Lobby ${SHOWN}: ${SHOWN} (${SHOWN}) [${SHOWN}]`,
    ],
    [said, { ...place, kind: "direct" }, `whisper ${SHOWN}: ${SHOWN}`],
    [
      { kind: "joined", room, members: [who, { id: "2", name: "bob" }], here },
      place,
      `event join_room ${SHOWN}`,
      "event join_room bob",
    ],
    [
      { kind: "left", room, members: [who], here, extra: marked(0) },
      place,
      `event leave_room ${SHOWN} [0]`,
    ],
    [
      { kind: "renamed", room, id: "1", name: "ann", was: NAUGHTY, here },
      place,
      `event leave_room ${SHOWN}`,
      "event join_room ann",
    ],
    [
      { kind: "master", room, master: who, was: undefined },
      place,
      `event master ${SELECTABLE}::${R}`,
    ],
    [
      { ...changed, kind: "bounded", access: "public" },
      place,
      `event max 3:${SHOWN}:${R}`,
    ],
    [
      { ...changed, kind: "access", title: NAUGHTY, access: "closed" },
      undefined,
      `event set_room_permission ${SHOWN}:${SELECTABLE}:0`,
    ],
    [
      { kind: "called", who: { id: "1", name: "ann" }, was: NAUGHTY },
      undefined,
      `event logout ${SHOWN}`,
      "event login ann",
    ],
    [
      {
        kind: "passed",
        room,
        by: "1",
        name: NAUGHTY,
        dialect: "gtchat",
        value: JSON.stringify({
          meta: NAUGHTY,
          msg: NAUGHTY,
          tracker: NAUGHTY,
        }),
      },
      place,
      `speak ${R} ${SHOWN}: ${SHOWN} (${SHOWN}) [${SHOWN}]`,
    ],
    [
      { kind: "arrived", who, extra },
      undefined,
      `event login ${SHOWN} [${SHOWN}]`,
    ],
    [{ kind: "departed", who }, undefined, `event logout ${SHOWN} []`],
    [
      { kind: "made", room, title: NAUGHTY, by: who },
      undefined,
      `event room_created ${SHOWN}:${SELECTABLE}`,
    ],
    [
      { kind: "gone", room, title: NAUGHTY, by: who },
      undefined,
      `event room_gone ${SHOWN}:${SELECTABLE}`,
    ],
    [
      { kind: "broadcast", by: who, text: NAUGHTY },
      undefined,
      `broadcast ${SHOWN}: ${SHOWN}`,
    ],
    [
      { kind: "invited", room, title: NAUGHTY, by: who },
      undefined,
      `invited ${SHOWN}: ${SHOWN} invited you to room ${SELECTABLE}`,
    ],
    [
      { kind: "answered", room, title: NAUGHTY, by: who, answer: "later" },
      undefined,
      `invite_reply ${SHOWN}: L`,
    ],
  ])("$kind", (what, where, ...expected) => {
    expect(shown(what, where).map(inShort)).toEqual(expected);
  });
});

test("what this door has no form for is not shown", () => {
  const passed = { kind: "passed", room, by: "1", name: "ann" } as const;
  expect([
    ...shown({ ...passed, dialect: "another", value: "?" }, place),
    ...shown({ kind: "members", room, count: 1, members: [who] }, place),
    ...shown({ kind: "direct", room, people: [who] }),
  ]).toEqual([]);
});
