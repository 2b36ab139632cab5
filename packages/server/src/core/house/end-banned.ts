// What a ban ends at once: sessions, at whatever door they are, or what someone has in one room.
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
import { putOut } from "./put-out.ts";
import type { Room } from "../room/room.ts";
import { banText } from "./sanction-texts.ts";
import type { Session } from "../session.ts";
import type { Sanction } from "../ports/house-store.ts";
import { removeIfUnused } from "../tidy.ts";

/** The bans hold already: nobody comes in meanwhile. @throws ChatError `unavailable` */
export async function endBanned(
  chat: Chat,
  session: Session,
  room: Room | undefined,
  whom: Person | undefined,
  bans: readonly Sanction[],
): Promise<void> {
  if (room === undefined) endSessions(chat, whom, bans);
  else await endInRoom(chat, session, room, whom, bans);
}

function endSessions(
  chat: Chat,
  whom: Person | undefined,
  bans: readonly Sanction[],
): void {
  const [ban] = bans;
  if (ban === undefined) return;
  const text = banText(ban);
  if (whom !== undefined)
    for (const one of chat.sessionsOf(whom.id))
      chat.dismiss(one, "banned", text);
  if (!hasAddress(bans)) return;
  for (const one of chat.here.sessions())
    if (chat.sanctions.banOf(one.identity, one.address) !== undefined)
      chat.dismiss(one, "banned", text);
}

async function endInRoom(
  chat: Chat,
  session: Session,
  room: Room,
  whom: Person | undefined,
  bans: readonly Sanction[],
): Promise<void> {
  const [ban] = bans;
  if (ban === undefined) return;
  const { by, reason, until = Infinity } = ban;
  const live = { origin: session.id };
  const told = { by, reason, until, live, mayStill: () => Promise.resolve() };
  if (whom !== undefined) await putOut(chat, room, { ...told, who: whom });
  if (hasAddress(bans))
    for (const one of chat.here.sessions()) {
      const isThere = one.presences.has(room.id);
      if (!isThere || !chat.sanctions.banFrom(one, room)) continue;
      one.exit(room.id, live);
      const { id, title } = room;
      one.tell({ kind: "kicked", room: id, title, by, reason, until });
    }
  await removeIfUnused(chat, room, session.identity, live);
}

const hasAddress = (bans: readonly Sanction[]): boolean =>
  bans.some(({ address }) => address !== undefined);
