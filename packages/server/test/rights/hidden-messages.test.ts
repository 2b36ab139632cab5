// Whoever may not read a room is not told which messages are in it: none of the verbs about one answers otherwise, or asks
// the store for more, when it is there.
import { expect, test } from "vitest";
import { ban } from "../../src/core/verbs/ban.ts";
import { createRoom } from "../../src/core/verbs/create.ts";
import { codeOf, enter } from "../support/chat.ts";
import { edit, react, remove } from "../support/messages.ts";
import { openWatched } from "./reveals.ts";

const asked = {
  edit: { text: "ho" },
  delete: {},
  react: { reaction: "👍" },
  reactions: {},
  versions: {},
  read: {},
} as const;

type Asked = keyof typeof asked;

/** A message that is there, one that was edited and reacted to, one that is gone, one of one's own, and none. */
async function world(access: "closed" | "public") {
  const { guests, told, chat } = await openWatched();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  const { room } = await createRoom(chat, ann.session, {
    title: "Club",
    access,
  });
  await chat.store.rooms.invite(room.id, cat.id);
  await cat.join(room.id);
  const own = (await cat.say(room.id, "mine")).entry.seq;
  const plain = (await ann.say(room.id, "hush")).entry.seq;
  const edited = (await ann.say(room.id, "husch")).entry.seq;
  await edit(ann, room.id, edited, "hush!");
  await react(ann, room.id, edited, "👍");
  const gone = (await ann.say(room.id, "oh")).entry.seq;
  await remove(ann, room.id, gone);
  return {
    chat,
    told,
    ann,
    bob,
    cat,
    room,
    seqs: { own, plain, edited, gone },
  };
}

const none = 4_000;

test("whoever is not in a closed room is not told which messages there are, nor whose", async () => {
  const { told, bob, cat, room, seqs } = await world("closed");
  await cat.leave(room.id);
  for (const who of [bob, cat])
    for (const [verb, more] of Object.entries(asked)) {
      const ask = (seq: number) => {
        const params = { room: room.id, seq, ...more };
        return told(who, verb as Asked, params, []);
      };
      const answer = await ask(none);
      expect(answer).toContain("not_member");
      for (const seq of Object.values(seqs))
        expect([who.name, seq, await ask(seq)]).toEqual([
          who.name,
          seq,
          answer,
        ]);
    }
});

test("nor is whoever answers one", async () => {
  const { told, bob, room, seqs } = await world("closed");
  const ask = (reply: number) =>
    told(bob, "say", { room: room.id, text: "hi", reply }, []);
  const answer = await ask(none);
  expect(answer).toContain("not_member");
  for (const seq of Object.values(seqs)) expect(await ask(seq)).toBe(answer);
});

test("whoever is banned from a public room is told nothing of it", async () => {
  const { chat, told, ann, cat, room, seqs } = await world("public");
  await ban(chat, ann.session, { room: room.id, who: "cat" });
  const about = { room: room.id };
  for (const verb of ["history", "members"] as const)
    expect(await told(cat, verb, about, [])).toContain("banned: ");
  for (const [verb, more] of Object.entries(asked)) {
    const ask = (seq: number) =>
      told(cat, verb as Asked, { ...about, seq, ...more }, []);
    const answer = await ask(none);
    expect(answer).toContain("banned: ");
    for (const seq of Object.values(seqs)) expect(await ask(seq)).toBe(answer);
  }
});

test("a member who calls from an address that is banned from the room is kept out, too", async () => {
  const { chat, ann, cat, room } = await world("closed");
  const away = await enter(chat, { token: cat.token }, "192.0.2.9");
  await chat.store.identities.setRole(ann.id, "owner");
  ann.session.identity.role = "owner";
  await ban(chat, ann.session, { room: room.id, address: "192.0.2.9" });
  expect(await codeOf(away.say(room.id, "hi"))).toBe("banned");
  expect(await codeOf(cat.say(room.id, "hi"))).toBe(undefined);
});
