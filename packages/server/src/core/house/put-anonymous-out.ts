// Ends the place of those without a name in a room that became private: they are many people, none of whom was invited.
import type { Chat } from "../chat.ts";
import type { Live, Person } from "../entries.ts";
import type { Room } from "../room/room.ts";

export function putAnonymousOut(
  chat: Chat,
  { id: room, title }: Room,
  by: Person,
  live: Live,
): void {
  for (const session of chat.sessionsOf(chat.anonymous.id)) {
    if (!session.presences.has(room)) continue;
    session.exit(room, live);
    const told = { ...live, kind: "kicked", room, title, by } as const;
    setImmediate(() => session.tell(told));
  }
}
