// history: a page of a room's log.
import type { Chat } from "../chat.ts";
import type { Entry } from "../entries.ts";
import type { Room } from "../room/room.ts";
import { mustRead } from "../house/rights.ts";
import type { Session } from "../session.ts";

export interface History {
  readonly room: string;
  /** Exclusive; Infinity or absent for the newest. */
  readonly before?: number | undefined;
  /** 1 to 200; 50 if absent. */
  readonly limit?: number | undefined;
}

/** A public room's log is open to all. @throws ChatError `no_such_room`, `not_member`, `rate_limited`, `unavailable` */
export function history(
  chat: Chat,
  session: Session,
  params: History,
): Promise<{ room: Room; entries: readonly Entry[] }> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    // A page may be large: who does not read the last one is not held another.
    await session.ear?.line.drained();
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    await mustRead(chat, session, room);
    const { before = Infinity, limit = 50 } = params;
    const entries = await room.page(before, limit, session.identity.id);
    return { room, entries };
  });
}
