// A private or a direct room does not exist for whoever may not know of it: every verb answers him as if there were none,
// and takes as long for it.
import { verbs, type VerbName } from "@koine/protocol";
import { expect, test } from "vitest";
import type { SessionVerb } from "../../src/api/bound.ts";
import { table } from "../../src/api/table.ts";
import type { Chat } from "../../src/core/chat.ts";
import { ChatError } from "../../src/core/errors.ts";
import type { Session } from "../../src/core/session.ts";
import { createRoom } from "../../src/core/verbs/create.ts";
import { invite } from "../../src/core/verbs/invite.ts";
import { register } from "../../src/core/verbs/register.ts";
import { enterAnonymous, visit } from "../../src/core/verbs/visit.ts";
import { whisper } from "../../src/core/verbs/whisper.ts";
import { enter, openChat } from "../support/chat.ts";
import { FakeLine, plain } from "../support/fake-line.ts";
import { watched } from "../support/watched-store.ts";

const free = { perSecond: Infinity, burst: Infinity };
const address = "127.0.0.1";
const visitor = () => ({
  address,
  ear: { line: new FakeLine(), encoder: plain },
});

/** What each verb about a room is asked beside the room. */
const asked: Partial<Record<VerbName, readonly object[]>> = {
  join: [{ make: "never" }, { since: { epoch: "x", seq: 0 }, make: "never" }],
  leave: [{}],
  members: [{}, { all: true }],
  change: [{ topic: "x" }, { access: "public", title: "y" }, { most: 1 }],
  read: [{ seq: 1 }],
  say: [{ text: "hi" }, { text: " " }, { text: "hi @ann", key: "k" }],
  edit: [{ seq: 1, text: "ho" }],
  delete: [{ seq: 1 }],
  react: [{ seq: 1, reaction: "👍" }],
  typing: [{}],
  history: [{}],
  reactions: [{ seq: 1 }],
  versions: [{ seq: 1 }],
  nick: [{ nick: "kit" }, {}],
  invite: [{ who: "ann" }],
  answer: [{ inviter: "ann", answer: "yes" }],
  kick: [{ who: "ann" }],
  ban: [{ who: "ann" }],
  mute: [{ who: "ann" }],
  sanctions: [{}],
  role: [{ who: "ann", role: "moderator" }],
  master: [{ who: "cat" }],
  audit: [{}],
};

const aboutRooms = (Object.keys(verbs) as VerbName[]).filter(
  (name) => "room" in verbs[name].params.properties,
) as SessionVerb[];

/** What it is refused with, without what the room was called. */
async function refusal(
  chat: Chat,
  session: Session,
  verb: SessionVerb,
  params: object,
): Promise<string> {
  const run = table[verb] as (...args: unknown[]) => Promise<unknown>;
  const { room } = params as { room: string };
  try {
    return `done: ${JSON.stringify(await run(chat, session, params))}`;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    return `${error.code}: ${error.message.replaceAll(room, "ROOM")}`;
  }
}

async function world() {
  const calls: string[][] = [];
  const { chat, clock, store } = await openChat({
    limits: { verbs: free, says: free, hellos: free },
    wrap: (inner) => {
      const { store: seen, calls: made } = watched(inner);
      calls.push(made);
      return seen;
    },
  });
  const account = { name: "root", password: "secret" };
  const { id } = await register(chat, account, { address });
  await store.identities.setRole(id, "owner");
  const [ann, bob] = [
    await enter(chat, { name: "ann" }),
    await enter(chat, { name: "bob" }),
  ];
  const { room } = await createRoom(chat, ann.session, {
    title: "Den",
    access: "private",
  });
  await ann.say(room.id, "hush");
  await invite(chat, ann.session, { room: room.id, who: "bob" });
  await bob.join(room.id);
  await bob.leave(room.id);
  const said = { to: "root", text: "psst" };
  const { room: direct } = await whisper(chat, ann.session, said);
  return {
    chat,
    clock,
    ann,
    room: room.id,
    direct: direct.id,
    calls: () => calls.flatMap((made) => made.splice(0)),
    outsiders: {
      "a guest": (await enter(chat, { name: "cat" })).session,
      "one who was in it": bob.session,
      "a passing guest": await visit(chat, { name: "dan" }, visitor()),
      Anonymous: await enterAnonymous(chat, visitor()),
      "the owner of the chat": (await enter(chat, account)).session,
    },
  };
}

test("what every verb about a room is asked is known here", () => {
  expect(aboutRooms.filter((verb) => asked[verb] === undefined)).toEqual([]);
});

test.each(["open", "shut"])(
  "no verb tells an outsider of a private room that is %s, nor takes longer for it",
  async (state) => {
    const { chat, clock, ann, room, calls, outsiders } = await world();
    if (state === "shut") {
      await ann.end();
      clock.now += 120_000;
      chat.rooms.closeIdle();
    }
    expect(chat.rooms.get(room) !== undefined).toBe(state === "open");
    for (const [who, session] of Object.entries(outsiders))
      for (const [ref, none] of [
        [room, "~nowhere000"],
        ["Den", "Nil"],
      ] as const)
        for (const verb of aboutRooms)
          for (const more of asked[verb] ?? []) {
            calls();
            const meant = { ...more, room: ref };
            const told = await refusal(chat, session, verb, meant);
            const cost = calls();
            const idle = { ...more, room: none };
            expect([
              who,
              verb,
              await refusal(chat, session, verb, idle),
            ]).toEqual([who, verb, told]);
            expect([who, verb, calls()]).toEqual([who, verb, cost]);
          }
    expect(chat.rooms.get(room) !== undefined).toBe(state === "open");
  },
);

test("no verb tells an outsider of a direct room", async () => {
  const { chat, direct, calls, outsiders } = await world();
  const { "the owner of the chat": _root, ...others } = outsiders;
  for (const [who, session] of Object.entries(others))
    for (const verb of aboutRooms)
      for (const more of asked[verb] ?? []) {
        calls();
        const meant = { ...more, room: direct };
        const told = await refusal(chat, session, verb, meant);
        const cost = calls();
        const idle = { ...more, room: "~nowhere000" };
        expect([who, verb, await refusal(chat, session, verb, idle)]).toEqual([
          who,
          verb,
          told,
        ]);
        expect([who, verb, calls()]).toEqual([who, verb, cost]);
      }
});
