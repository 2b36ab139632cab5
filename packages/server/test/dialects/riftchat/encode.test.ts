import { expect, test } from "vitest";
import type { Entry, Place } from "../../../src/core/entries.ts";
import type { Notice } from "../../../src/core/notices.ts";
import { riftchatEncoder } from "../../../src/dialects/riftchat/encode.ts";
import type { Frame } from "../../../src/lib/frame.ts";

const encoder = riftchatEncoder(() => 7);
const lobby: Place = {
  id: "~l",
  title: "Free Chat",
  kind: "public",
  isLobby: true,
};
const ann = { id: "a", name: "ann" };
const bob = { id: "b", name: "bob" };
const here = () => [ann, bob];

function framesOf(frame: Frame | null): string[] {
  if (frame === null) return [];
  const { content } = frame;
  return Buffer.isBuffer(content)
    ? [String(content)]
    : content.flatMap(framesOf);
}

const encoded = (what: Entry | Notice, place: Place | undefined) =>
  framesOf(encoder.encode(what, place));

test("several who came or went together are told one by one", () => {
  const told = { room: lobby.id, members: [ann, bob], here };
  expect(encoded({ kind: "joined", ...told }, lobby)).toEqual([
    '{"code": 201, "new": "ann"}',
    '{"code": 201, "new": "bob"}',
  ]);
  expect(encoded({ kind: "left", ...told }, lobby)).toEqual([
    '{"code": 204, "username": "ann"}',
    '{"code": 204, "username": "bob"}',
  ]);
});

test("what the server says comes from a name that nobody can have", () => {
  const said = (text: string) =>
    `{"code": 200, "message": {"timestamp": 7, "username": "*", "message": "${text}"}}`;
  expect(
    encoded({ kind: "broadcast", by: ann, text: "tea" }, undefined),
  ).toEqual([said("ann to everyone: tea")]);
  expect(
    encoded(
      { kind: "kicked", room: lobby.id, title: lobby.title, by: ann },
      undefined,
    ),
  ).toEqual([said("ann has put you out. Connect again to come back.")]);
});

test("what RiftChat has no form for is not shown", () => {
  const room = lobby.id;
  const notices: Notice[] = [
    { kind: "members", room, count: 2, members: [ann, bob] },
    { kind: "master", room, master: ann, was: bob },
    { kind: "bounded", room, by: ann, most: 3, access: "public" },
    {
      kind: "passed",
      room,
      by: "a",
      name: "ann",
      dialect: "gtchat",
      value: "",
    },
    { kind: "invited", room, title: "kitchen", by: ann },
    { kind: "answered", room, title: "kitchen", by: ann, answer: "yes" },
    { kind: "direct", room, people: [ann, bob] },
    { kind: "arrived", who: ann },
    { kind: "departed", who: ann },
    { kind: "made", room, title: "kitchen", by: ann },
    { kind: "gone", room, title: "kitchen", by: ann },
  ];
  for (const notice of notices) expect(encoded(notice, lobby)).toEqual([]);
});
