// The one table that binds the protocol's verbs to the core's. The native door and HTTP both call through it.
import {
  version,
  type Params,
  type Result,
  type VerbName,
} from "@koine/protocol";
import type { Chat } from "../core/chat.ts";
import { ChatError } from "../core/errors.ts";
import type { Session } from "../core/session.ts";
import { hello, type Visitor } from "../core/verbs/hello.ts";
import { history } from "../core/verbs/history.ts";
import { join } from "../core/verbs/join.ts";
import { leave } from "../core/verbs/leave.ts";
import { members } from "../core/verbs/members.ts";
import { rename } from "../core/verbs/rename.ts";
import { rooms } from "../core/verbs/rooms.ts";
import { say } from "../core/verbs/say.ts";
import { entryEvent } from "./entry-event.ts";

/** Every verb of someone who has a session. */
export type SessionVerb = Exclude<VerbName, "hello">;

type Bound = {
  [V in SessionVerb]: (
    chat: Chat,
    session: Session,
    params: Params<V>,
  ) => Promise<Result<V>>;
};

export const table: Bound = {
  async join(chat, session, params) {
    const { room, seq, entries } = await join(chat, session, params);
    const { id, title, epoch, first, count } = room;
    const joined = {
      room: id,
      title,
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
  async ping(chat, session) {
    session.identity.paceVerb(chat.now());
    return { at: chat.now() };
  },
};

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
    ...(token === undefined ? {} : { token }),
    version,
    lobby: { room: lobby.id, title: lobby.title },
  };
  return { session, result };
}
