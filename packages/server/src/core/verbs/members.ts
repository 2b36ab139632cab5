// members: who is in a room now, or everyone who is a member of it.
import { presenceOf } from "../people/activity.ts";
import type { Chat } from "../chat.ts";
import type { IdentityId } from "../entries.ts";
import { membersPage, type MembersPage } from "../room/members-page.ts";
import { mustRead, roleIn } from "../house/rights.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

export interface MembersParams {
  readonly room: string;
  readonly after?: IdentityId | undefined;
  /** Members who are not here, too; in the order of the ids, else of coming. */
  readonly all?: boolean | undefined;
  /** 200 if absent. */
  readonly limit?: number | undefined;
}

/** @throws ChatError `no_such_room`, `not_member` of a room that is not public, `rate_limited`, `unavailable` */
export function members(
  chat: Chat,
  session: Session,
  params: MembersParams,
): Promise<MembersPage> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    await mustRead(chat, session, room);
    const { after, limit = 200, all = false } = params;
    return all
      ? membersPage(chat, room, after ?? "", limit)
      : presentPage(chat, room, after, limit);
  });
}

function presentPage(
  chat: Chat,
  room: Room,
  after: IdentityId | undefined,
  limit: number,
): MembersPage {
  const page = room.here.listed(after, limit);
  const last = page.at(-1)?.identity.id;
  return {
    count: room.count,
    members: page.map((occupant) => ({
      id: occupant.identity.id,
      name: occupant.name,
      role: roleIn(occupant, room),
      presence: presenceOf(chat, occupant.identity.id),
    })),
    ...(last !== undefined && page.length === limit ? { next: last } : {}),
  };
}
