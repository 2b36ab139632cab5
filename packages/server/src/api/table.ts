// The one table that binds the protocol's verbs to the core's. The native door and HTTP both call through it.
import {
  version,
  type Params,
  type Result,
  type VerbName,
} from "@koine/protocol";
import type { Chat } from "../core/chat.ts";
import { ChatError } from "../core/errors.ts";
import type { Room } from "../core/room.ts";
import type { Session } from "../core/session.ts";
import { broadcast } from "../core/verbs/broadcast.ts";
import { setAccess, setMost } from "../core/verbs/change.ts";
import { directs } from "../core/verbs/directs.ts";
import { hello } from "../core/verbs/hello.ts";
import { history } from "../core/verbs/history.ts";
import { answerInvite, invite } from "../core/verbs/invite.ts";
import { join } from "../core/verbs/join.ts";
import { kick } from "../core/verbs/kick.ts";
import { leave } from "../core/verbs/leave.ts";
import { setMaster } from "../core/verbs/master.ts";
import { members } from "../core/verbs/members.ts";
import { nick } from "../core/verbs/nick.ts";
import { changePassword } from "../core/verbs/password.ts";
import { register } from "../core/verbs/register.ts";
import { rename } from "../core/verbs/rename.ts";
import { rooms } from "../core/verbs/rooms.ts";
import { say } from "../core/verbs/say.ts";
import { closeToken } from "../core/verbs/token.ts";
import { whisper } from "../core/verbs/whisper.ts";
import type { Visitor } from "../core/visitor.ts";
import { entryEvent } from "./entry-event.ts";

/** Every verb of someone who has a session. */
export type SessionVerb = Exclude<VerbName, "hello">;

const PEOPLE_MOST = 1_000;
const DIRECTS_MOST = 200;

type Bound = {
  [V in SessionVerb]: (
    chat: Chat,
    session: Session,
    params: Params<V>,
  ) => Promise<Result<V>>;
};

export const table: Bound = {
  async join(chat, session, params) {
    const { room, seq, entries, name } = await join(chat, session, params);
    const { id, title, epoch, first, count, kind, most } = room;
    const joined = {
      room: id,
      title,
      name,
      access: kind,
      most,
      epoch,
      seq,
      first,
      count: Math.max(count, 1),
    };
    return params.last === undefined
      ? joined
      : { ...joined, entries: entries.map(entryEvent) };
  },
  async leave(chat, session, params) {
    await leave(chat, session, params.room);
    return {};
  },
  async say(chat, session, params) {
    const { entry, repeated } = await say(chat, session, params);
    return repeated
      ? { seq: entry.seq, at: entry.at, repeated }
      : { seq: entry.seq, at: entry.at };
  },
  async history(chat, session, params) {
    const { room, entries } = await history(chat, session, params);
    return {
      epoch: room.epoch,
      first: room.first,
      entries: entries.map(entryEvent),
    };
  },
  async rooms(chat, session, params) {
    const page = await rooms(
      chat,
      session,
      params.after ?? "",
      params.limit ?? 100,
    );
    const found = page.rooms.map(({ record, count }) => ({
      room: record.id,
      title: record.title,
      access: record.kind,
      count,
    }));
    return page.next === undefined
      ? { rooms: found }
      : { rooms: found, next: page.next };
  },
  async members(chat, session, params) {
    const page = await members(chat, session, params);
    return { ...page, members: [...page.members] };
  },
  async rename(chat, session, params) {
    return { name: await rename(chat, session, params.name) };
  },
  async register(chat, session, params) {
    session.pace.verb(chat.now());
    return register(chat, params, session);
  },
  async password(chat, session, params) {
    await changePassword(chat, session, params);
    return {};
  },
  async logout(chat, session, params) {
    session.pace.verb(chat.now());
    await closeToken(chat, params.token);
    return {};
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
  async directs(chat, session) {
    const found = await directs(chat, session, DIRECTS_MOST);
    return {
      directs: found.map(({ id, people }) => ({
        room: id,
        people: [...people],
      })),
    };
  },
  async people(chat, session) {
    session.pace.verb(chat.now());
    const people = chat.people();
    return { count: people.length, people: people.slice(0, PEOPLE_MOST) };
  },
  async invite(chat, session, params) {
    await invite(chat, session, params);
    return {};
  },
  async answer(chat, session, params) {
    await answerInvite(chat, session, params);
    return {};
  },
  async kick(chat, session, params) {
    await kick(chat, session, params);
    return {};
  },
  async master(chat, session, params) {
    await setMaster(chat, session, params);
    return {};
  },
  async change(chat, session, { room, most, access }) {
    let changed: Room | undefined;
    if (most !== undefined)
      changed = await setMost(chat, session, { room, most });
    if (access !== undefined)
      changed = await setAccess(chat, session, { room, access });
    if (changed === undefined)
      throw new ChatError("bad_request", "Send `most`, `access`, or both.");
    return { most: changed.most, access: changed.kind };
  },
  async broadcast(chat, session, params) {
    await broadcast(chat, session, params);
    return {};
  },
  async ping(chat, session) {
    session.pace.verb(chat.now());
    return { at: chat.now() };
  },
};

/** Makes an account for someone who has no session. */
export function registerFirst(
  chat: Chat,
  params: Params<"register">,
  address: string,
): Promise<Result<"register">> {
  return register(chat, params, { address });
}

/** Begins a session; the result is what the client is answered. */
export async function sayHello(
  chat: Chat,
  params: Params<"hello">,
  visitor: Visitor,
): Promise<{ session: Session; result: Result<"hello"> }> {
  if (params.versions !== undefined && !params.versions.includes(version)) {
    throw new ChatError(
      "version_unsupported",
      `This server speaks ${version}. Offer it in "versions".`,
    );
  }
  const { session, token } = await hello(chat, params, visitor);
  const { id, identity } = session;
  const { lobby } = chat;
  const result = {
    session: id,
    id: identity.id,
    name: identity.name,
    account: identity.kind === "account",
    ...(token === undefined ? {} : { token }),
    version,
    lobby: { room: lobby.id, title: lobby.title },
  };
  return { session, result };
}
