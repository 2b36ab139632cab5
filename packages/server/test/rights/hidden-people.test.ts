// Who is in a room is told to whoever may read it, and to nobody else: no verb about a person answers otherwise, or asks the
// store for more, because someone is in a room that one may not know of.
import { expect, test } from "vitest";
import type { SessionVerb } from "../../src/api/bound.ts";
import { createRoom } from "../../src/core/verbs/create.ts";
import { hello } from "../../src/core/verbs/hello.ts";
import { account } from "../support/order.ts";
import { enter } from "../support/chat.ts";
import { FakeLine, plain } from "../support/fake-line.ts";
import { openWatched } from "./reveals.ts";

/** What each verb about someone is asked, in a room of one's own where it is about one. */
const about = (who: string, room: string): [SessionVerb, object][] => [
  ["person", { who }],
  ["whisper", { to: who, text: "hi" }],
  ["direct", { with: [who] }],
  ["invite", { room, who }],
  ["answer", { room, inviter: who, answer: "yes" }],
  ["kick", { room, who }],
  ["ban", { room, who }],
  ["ban", { who }],
  ["mute", { room, who }],
  ["mute", { who }],
  ["role", { room, who, role: "moderator" }],
  ["role", { who, role: "moderator" }],
  ["master", { room, who }],
  ["reset", { who }],
  ["say", { room, text: `@${who}: hi` }],
];

test("what someone is called in a private or a closed room is nobody's name outside", async () => {
  for (const access of ["private", "closed"] as const) {
    const { chat, guests, told } = await openWatched();
    const [ann, bob] = await guests(["ann", "bob"]);
    const root = await account(chat, "root", "owner");
    const { room } = await createRoom(chat, ann.session, {
      title: "Den",
      access,
    });
    await ann.join(room.id, { nick: "zed" });
    for (const who of [bob, root]) {
      const title = `mine ${who.name}`;
      const own = (await createRoom(chat, who.session, { title })).room.id;
      const hidden = about("zed", own);
      for (const [at, [verb, params]] of about("nil", own).entries()) {
        const answer = await told(who, verb, params, ["nil"]);
        const [same, meant] = hidden[at] ?? [verb, {}];
        const isSaid = verb === "say";
        const shown = (text: string) =>
          isSaid ? text.replace(/"(seq|at)":\d+/g, "") : text;
        expect(shown(await told(who, same, meant, ["zed"]))).toBe(
          shown(answer),
        );
      }
    }
    // And so it is free there.
    const visitor = {
      address: "127.0.0.1",
      ear: { line: new FakeLine(), encoder: plain },
    };
    const { session } = await hello(chat, { name: "zed" }, visitor);
    expect(session.identity.name).toBe("zed");
  }
});

test("whoever is not in a closed room is not told who is, here or not", async () => {
  const { chat, guests, told } = await openWatched();
  const [ann, bob] = await guests(["ann", "bob"]);
  const [cat, dan] = [
    await enter(chat, { name: "cat" }),
    await enter(chat, { name: "dan" }),
  ];
  const { room } = await createRoom(chat, ann.session, {
    title: "Club",
    access: "closed",
  });
  await chat.store.rooms.invite(room.id, cat.id);
  await cat.join(room.id);
  const acts = (who: string): [SessionVerb, object][] => [
    ...about(who, room.id).filter(([, params]) => "room" in params),
    ["members", { room: room.id }],
    ["members", { room: room.id, all: true, after: who }],
  ];
  for (const isHere of [true, false]) {
    if (!isHere) for (const one of [cat, dan]) await one.end();
    const [inside, outside] = [acts(cat.id), acts(dan.id)];
    for (const [at, [verb, params]] of inside.entries()) {
      const answer = await told(bob, verb, params, [cat.id, "cat"]);
      const [same, meant] = outside[at] ?? [verb, {}];
      expect(await told(bob, same, meant, [dan.id, "dan"])).toBe(answer);
    }
  }
});
