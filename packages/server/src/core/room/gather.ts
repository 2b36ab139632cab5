// Opens a direct room at every session of its people: nobody joins it, and what is said in it from here on reaches them.
import type { Chat } from "../chat.ts";
import type { Room } from "./room.ts";

export function gather(chat: Chat, room: Room): void {
  for (const { id } of room.people) open(chat, room, id);
}

function open(chat: Chat, room: Room, id: string): void {
  for (const session of chat.sessionsOf(id)) {
    const { ear, presences, identity } = session;
    if (ear === undefined || session.hasEnded || presences.has(room.id))
      continue;
    const presence = room.enter(identity, {
      session: session.id,
      ear,
      cursor: room.head,
      nick: undefined,
      isHidden: false,
      live: {},
    });
    session.add(presence, chat.limits.directRooms);
    const { people } = room;
    const tell = (): void =>
      session.tell({ kind: "direct", room: room.id, people });
    if (ear.line.isLagging) presence.opening = tell;
    else tell();
    session.follow(presence);
  }
}
