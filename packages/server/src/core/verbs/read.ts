// read: notes how far someone has read a room.
import type { Chat } from "../chat.ts";
import { markRead, type ReadUpTo } from "../room/read-marks.ts";
import { mustBeMember } from "../house/rights.ts";
import type { Session } from "../session.ts";

export interface Read {
  readonly room: string;
  readonly seq: number;
}

/**
 * Up to where he has read by now, and what is unread behind it. It never goes back, nor beyond the head. Kept within a
 * second, and when the chat closes; of a passing guest nothing is kept.
 * @throws ChatError `no_such_room`, `not_member`, `rate_limited`, `unavailable`
 */
export function read(
  chat: Chat,
  session: Session,
  params: Read,
): Promise<ReadUpTo> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    await mustBeMember(chat, session, room);
    return markRead(chat, session, room, params.seq);
  });
}
