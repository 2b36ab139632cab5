// reactions: who has reacted to a message.
import type { Chat } from "../chat.ts";
import type { Reactor } from "../ports/log.ts";
import { mustFindMessage } from "../messages/messages.ts";
import { mustRead } from "../house/rights.ts";
import type { Session } from "../session.ts";

export interface Reactions {
  readonly room: string;
  /** Of the message. */
  readonly seq: number;
  /** The `next` of the page before. */
  readonly after?: number | undefined;
  /** 1 to 500; 200 if absent. */
  readonly limit?: number | undefined;
}

/** In the order of reacting. @throws ChatError `no_such_room`, `not_member`, `no_such_message`, `rate_limited`, `unavailable` */
export function reactions(
  chat: Chat,
  session: Session,
  params: Reactions,
): Promise<{
  reactions: readonly Reactor[];
  next: number | undefined;
}> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    await session.ear?.line.drained();
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    await mustRead(chat, session, room);
    const { seq } = await mustFindMessage(chat, room, params.seq);
    const { after = 0, limit = 200 } = params;
    // One more tells whether there is another page.
    const { log } = chat.store;
    const found = await log.reactors(room.id, seq, after, limit + 1);
    const page = found.slice(0, limit);
    const next = found.length > limit ? page.at(-1)?.seq : undefined;
    return { reactions: page, next };
  });
}
