// Whether someone is at the keyboard, over all his sessions, and who is told: the rooms that he is in, and those with whom
// he has a direct conversation open. A caller over HTTP hears nothing, and counts for nothing here.
import type { IdentityId, PresenceKind, RoomId } from "../entries.ts";
import type { Identity } from "../identity.ts";
import type { OpenRooms } from "../room/open-rooms.ts";
import type { Session } from "../session.ts";

/** The part of the chat that is needed here. */
interface ActiveChat {
  readonly rooms: OpenRooms;
  identity(id: IdentityId): Identity | undefined;
  sessionsOf(id: IdentityId): readonly Session[];
  roomsIn(id: IdentityId): readonly RoomId[];
}

/** To be called whenever a session of his begins, ends, or is another in this. */
export function refreshActivity(chat: ActiveChat, identity: Identity): void {
  // Many people are neither here nor away as one.
  if (identity.kind === "anonymous") return;
  const { id, presence: was } = identity;
  const presence = activityOf(chat.sessionsOf(id));
  if (presence === was) return;
  identity.presence = presence;
  for (const room of chat.rooms.directsOf(id)) {
    // Whoever comes back may be called otherwise.
    room.renamed(identity);
    room.stirred(id, presence);
  }
  // Elsewhere he is told of when he comes and when he goes.
  if (presence === "offline" || was === "offline") return;
  for (const place of new Set(chat.roomsIn(id))) {
    const room = chat.rooms.get(place);
    if (room !== undefined && room.kind !== "direct")
      room.stirred(id, presence);
  }
}

/** How someone is shown who may be here or not. */
export const presenceOf = (chat: ActiveChat, id: IdentityId): PresenceKind =>
  chat.identity(id)?.presence ?? "offline";

function activityOf(sessions: readonly Session[]): PresenceKind {
  const heard = sessions.filter(({ ear }) => ear !== undefined);
  if (heard.length === 0) return "offline";
  return heard.every(({ isAway }) => isAway) ? "away" : "online";
}
