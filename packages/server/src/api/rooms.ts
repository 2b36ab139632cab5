// The protocol's verbs about rooms, and one's place in them, bound to the core's. A part of the table.
import type { Params, Result } from "@koine/protocol";
import { ChatError } from "../core/errors.ts";
import type { Session } from "../core/session.ts";
import { change } from "../core/verbs/change.ts";
import { createRoom } from "../core/verbs/create.ts";
import { join, type Joined } from "../core/verbs/join.ts";
import { leave } from "../core/verbs/leave.ts";
import { members } from "../core/verbs/members.ts";
import { memberships } from "../core/verbs/memberships.ts";
import { read } from "../core/verbs/read.ts";
import { rooms } from "../core/verbs/rooms.ts";
import type { Bound } from "./bound.ts";
import { entryEvent } from "./entry-event.ts";
import { muteShown } from "./mute-shown.ts";

export const roomVerbs: Pick<
  Bound,
  | "join"
  | "create"
  | "leave"
  | "rooms"
  | "memberships"
  | "members"
  | "change"
  | "read"
> = {
  async join(chat, session, params) {
    const come = await join(chat, session, asReader(session, params));
    const entries = come.entries.map(entryEvent);
    return params.last === undefined
      ? joined(come)
      : { ...joined(come), entries };
  },
  async create(chat, session, params) {
    return joined(await createRoom(chat, session, params));
  },
  async leave(chat, session, params) {
    await leave(chat, session, params.room);
    return {};
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
  async memberships(chat, session) {
    const found = await memberships(chat, session);
    return {
      rooms: found.map((own) => ({
        room: own.room.id,
        title: own.title,
        access: own.room.kind,
        topic: own.room.topic,
        archived: own.room.isArchived,
        role: own.effectiveRole,
        epoch: own.epoch,
        seq: own.head,
        read: own.read,
        unread: own.unread,
        mentions: own.mentions,
        ...(own.people === undefined ? {} : { people: [...own.people] }),
      })),
    };
  },
  async members(chat, session, params) {
    const page = await members(chat, session, params);
    return { ...page, members: [...page.members] };
  },
  async change(chat, session, params) {
    const room = await change(chat, session, params);
    const { title, topic, description, most, kind, isArchived } = room;
    const about = { title, topic, description, most };
    return { ...about, access: kind, archived: isArchived };
  },
  async read(chat, session, params) {
    const { seq, unread, mentions } = await read(chat, session, params);
    return { seq, unread, mentions };
  },
};

/**
 * A room is heard only by whoever enters it: a token that may not write does so, but makes none, and takes no nick.
 * @throws ChatError `not_allowed`
 */
function asReader(
  { credential }: Session,
  params: Params<"join">,
): Params<"join"> {
  const scopes = credential?.scopes;
  if (scopes === undefined || scopes.includes("write")) return params;
  if (params.make === "must" || params.nick !== undefined)
    throw new ChatError(
      "not_allowed",
      `This token is good for ${scopes.join(", ")}; a nick, and a new room, need write. Make another.`,
    );
  return { ...params, make: "never" };
}

function joined(come: Joined): Result<"join"> {
  const { room, seq, name, role, muted, read: upTo } = come;
  const { id, title, kind, most, epoch, first, count } = room;
  const { topic, description, isArchived } = room;
  return {
    room: id,
    title,
    name,
    access: kind,
    most,
    topic,
    description,
    archived: isArchived,
    role,
    ...(muted && { muted: muteShown(muted) }),
    read: upTo,
    epoch,
    seq,
    first,
    count: Math.max(count, 1),
  };
}
