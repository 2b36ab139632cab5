// members: who is in a room now.
import type { Chat } from "../chat.ts";
import type { IdentityId, Person } from "../entries.ts";
import { mustRead } from "../rights.ts";
import type { Session } from "../session.ts";

export interface MembersPage {
  readonly count: number;
  readonly members: readonly Person[];
  /** What to ask the next page with; absent after the last. */
  readonly next?: IdentityId;
}

/** @throws ChatError `no_such_room`, `not_member` of a room that is not public, `rate_limited`, `unavailable` */
export function members(
  chat: Chat,
  session: Session,
  params: {
    readonly room: string;
    readonly after?: IdentityId | undefined;
    readonly limit?: number | undefined;
  },
): Promise<MembersPage> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity.id, params.room);
    await mustRead(chat, session, room);
    const limit = params.limit ?? 200;
    const page = room.members(params.after, limit);
    const last = page.at(-1);
    return {
      count: room.count,
      members: page,
      ...(last !== undefined && page.length === limit ? { next: last.id } : {}),
    };
  });
}
