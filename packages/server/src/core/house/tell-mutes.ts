// Who hears that he is muted, or no more: whoever it is on, and the guests at an address who are there.
import type { Chat } from "../chat.ts";
import type { IdentityId, Person } from "../entries.ts";
import type { Sanction } from "../ports/house-store.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

/** The sessions that these mutes, all of this room or of the whole chat, keep from saying anything. */
export function mutedBy(
  chat: Chat,
  room: Room | undefined,
  mutes: readonly Sanction[],
): readonly Session[] {
  return chat.here.sessions().filter((session) => {
    const mute = chat.sanctions.muteOf(session, room);
    if (mute === undefined || !mutes.includes(mute)) return false;
    // A guest who is not in the room need not know of it; the one who was muted hears of it wherever he is.
    const isOwn = mute.identity !== undefined;
    return isOwn || room === undefined || session.presences.has(room.id);
  });
}

/** Behind the answer to whoever did it. */
export function tellMuted(
  chat: Chat,
  room: Room | undefined,
  mutes: readonly Sanction[],
): void {
  setImmediate(() => {
    for (const session of mutedBy(chat, room, mutes))
      tellMute(chat, session, room);
  });
}

/** Those whom a mute that was lifted kept from saying anything. Behind the answer to whoever did it. */
export function tellUnmuted(
  chat: Chat,
  sessions: readonly Session[],
  room: Room | undefined,
  by: Person,
): void {
  setImmediate(() => {
    for (const session of sessions)
      // Another one may hold: then it is that one from now on.
      if (!tellMute(chat, session, room))
        session.tell({ kind: "unmuted", room: room?.id, by });
  });
}

/**
 * From before someone has another role on: what it returns tells him, behind the answer to whoever gave it, when that has
 * freed him of a mute, or has put him under one. Of a room, if he is in it.
 */
export function watchMutes(
  chat: Chat,
  room: Room | undefined,
  whom: IdentityId,
  by: Person,
): () => void {
  const before = chat.sessionsOf(whom).map((session) => {
    return { session, was: chat.sanctions.muteOf(session, room) };
  });
  return () =>
    setImmediate(() => {
      for (const { session, was } of before) {
        const isThere = room === undefined || session.presences.has(room.id);
        if (!isThere || chat.sanctions.muteOf(session, room) === was) continue;
        if (!tellMute(chat, session, room))
          session.tell({ kind: "unmuted", room: room?.id, by });
      }
    });
}

/** Whether there is one. */
function tellMute(
  chat: Chat,
  session: Session,
  room: Room | undefined,
): boolean {
  const mute = chat.sanctions.muteOf(session, room);
  if (mute === undefined) return false;
  const { by, reason, until = Infinity } = mute;
  session.tell({ kind: "muted", room: room?.id, by, reason, until });
  return true;
}
