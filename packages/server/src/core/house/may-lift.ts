// Who may end a ban or a mute, and so who may put another in its place.
import type { Chat } from "../chat.ts";
import type { IdentityId, Role } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Sanction } from "../ports/house-store.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import {
  mustBe,
  mustBeAbove,
  mustBeInHouse,
  rankOf,
  roleOf,
  serverRoleOf,
} from "./rights.ts";

/**
 * Whoever might have made it, is above whom it is on, and not below whoever made it.
 * @throws ChatError `not_allowed`, `unavailable`
 */
export async function mustLift(
  chat: Chat,
  session: Session,
  room: Room | undefined,
  { identity: whose, name, by }: Sanction,
): Promise<void> {
  // Of an address that came with nobody's ban.
  if (whose === undefined && name === "") mustBeInHouse(session, "admin");
  if (room === undefined) mustBeInHouse(session, "moderator");
  else await mustBe(chat, session, room, "moderator");
  if (whose !== undefined) await mustBeAbove(chat, session, room, whose);
  const own = await rankAt(chat, session.identity.id, room);
  if (own >= (await rankAt(chat, by.id, room))) return;
  throw new ChatError(
    "not_allowed",
    `${by.name} has a higher role than you, and has made it. Ask him.`,
  );
}

async function rankAt(
  chat: Chat,
  id: IdentityId,
  room: Room | undefined,
): Promise<number> {
  return rankOf(await roleAt(chat, id, room));
}

async function roleAt(
  chat: Chat,
  id: IdentityId,
  room: Room | undefined,
): Promise<Role> {
  if (room !== undefined) return roleOf(chat, id, room);
  const record = chat.identity(id) ?? (await chat.store.identities.byId(id));
  return record === undefined ? "guest" : serverRoleOf(record);
}
