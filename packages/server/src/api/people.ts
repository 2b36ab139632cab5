// The protocol's verbs about people, their names and their direct words, bound to the core's. A part of the table.
import { setAway } from "../core/verbs/away.ts";
import { direct } from "../core/verbs/direct.ts";
import { directs } from "../core/verbs/directs.ts";
import { answerInvite, invite } from "../core/verbs/invite.ts";
import { nick } from "../core/verbs/nick.ts";
import { person } from "../core/verbs/person.ts";
import { rename } from "../core/verbs/rename.ts";
import { whisper } from "../core/verbs/whisper.ts";
import type { Bound } from "./bound.ts";

const PEOPLE_MOST = 1_000;

const DIRECTS_MOST = 200;

export const peopleVerbs: Pick<
  Bound,
  | "people"
  | "person"
  | "rename"
  | "nick"
  | "away"
  | "whisper"
  | "direct"
  | "directs"
  | "invite"
  | "answer"
  | "ping"
> = {
  async people(chat, session) {
    session.pace.verb(chat.now());
    const people = chat.people();
    return { count: people.length, people: people.slice(0, PEOPLE_MOST) };
  },
  async person(chat, session, params) {
    const found = await person(chat, session, params.who);
    const { id, name, isAccount, role, presence } = found;
    return { id, name, account: isAccount, role, presence };
  },
  async away(chat, session, params) {
    return { presence: await setAway(chat, session, params.away) };
  },
  async rename(chat, session, params) {
    return { name: await rename(chat, session, params.name) };
  },
  async nick(chat, session, params) {
    const wanted = { room: params.room, nick: params.nick ?? null };
    return { name: (await nick(chat, session, wanted)).name };
  },
  async whisper(chat, session, params) {
    const { room, to, entry, repeated } = await whisper(chat, session, params);
    const { seq, at } = entry;
    const kept = { room: room.id, to, seq, at };
    return repeated ? { ...kept, repeated } : kept;
  },
  async direct(chat, session, params) {
    const { id, people } = await direct(chat, session, params.with);
    return { room: id, people: [...people] };
  },
  async directs(chat, session) {
    const found = await directs(chat, session, DIRECTS_MOST);
    return {
      directs: found.map(({ id, people }) => ({
        room: id,
        people: [...people],
      })),
    };
  },
  async invite(chat, session, params) {
    await invite(chat, session, params);
    return {};
  },
  async answer(chat, session, params) {
    await answerInvite(chat, session, params);
    return {};
  },
  async ping(chat, session) {
    session.pace.verb(chat.now());
    return { at: chat.now() };
  },
};
