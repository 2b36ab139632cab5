// leave: ends an identity's membership in a room, and its presence there on all its sessions.
import type { Chat } from "../chat.ts";
import type { Extra, Live } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Identity } from "../identity.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import { endMastership, removeIfUnused } from "../tidy.ts";
import { asSeen } from "./invite.ts";

export interface Left {
  readonly room: Room;
  /** The room had no entry, and went with its last member. */
  readonly isGone: boolean;
}

/** @throws ChatError `no_such_room`, `not_member`, `not_allowed` for a direct room, `rate_limited`, `unavailable` */
export function leave(
  chat: Chat,
  session: Session,
  ref: string,
  extra?: Extra,
): Promise<Left> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity, ref);
    if (room.kind === "direct")
      throw new ChatError(
        "not_allowed",
        "A direct conversation cannot be left.",
      );
    const { identity } = session;
    const live = { extra, origin: session.id };
    const wasPresent = session.presences.has(room.id);
    const who = asSeen(room, session);
    // What he said last reaches him too: at some doors it is his only acknowledgement.
    await room.quiet();
    // Who joins at the same time joins before or after, not in between.
    const wasMember = await session.changes.alone(async () => {
      const was = await endMembership(chat, room, identity, live, session);
      const isOthers = identity.kind === "anonymous" || !(was || wasPresent);
      const { id, title } = room;
      // At once: a session that comes again is answered behind it.
      for (const one of isOthers ? [] : chat.sessionsOf(identity.id))
        if (one !== session)
          one.tell({ ...live, kind: "withdrew", room: id, title, who });
      return was;
    });
    const isGone = await removeIfUnused(chat, room, identity, live);
    if (!wasMember && !wasPresent)
      throw new ChatError("not_member", `You are not in "${room.title}".`);
    return { room, isGone };
  });
}

/**
 * To be called alone among the changes of the identity. Whether it was a member. Of those who share an identity only the
 * session's presence is ended.
 */
export async function endMembership(
  chat: Chat,
  room: Room,
  identity: Identity,
  live: Live,
  session?: Session,
): Promise<boolean> {
  if (identity.kind === "anonymous") {
    session?.exit(room.id, live);
    return false;
  }
  const wasMember =
    !identity.isPassing &&
    (await chat.store.rooms.removeMember(room.id, identity.id));
  room.departures++;
  await endMastership(chat, room, identity.id);
  for (const one of chat.sessionsOf(identity.id)) one.exit(room.id, live);
  return wasMember;
}
