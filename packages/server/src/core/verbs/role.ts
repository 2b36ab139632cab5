// role: gives someone another role in a room, or in the whole chat. It counts at once, at all his sessions.
import type { Chat } from "../chat.ts";
import type { Person, Role } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { findMember } from "../people/find-member.ts";
import { findAccount } from "../people/people.ts";
import { alongside } from "../house/put-out.ts";
import { watchMutes } from "../house/tell-mutes.ts";
import {
  isAtLeast,
  mustBe,
  mustBeAbove,
  mustBeInHouse,
  rankOf,
  roleOf,
  serverRoleOf,
} from "../house/rights.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import { asSeen } from "./invite.ts";

export interface SetRole {
  readonly who: string;
  /** In the whole chat without one. */
  readonly room?: string | undefined;
  /** `member`: none in particular. */
  readonly role: "owner" | "admin" | "moderator" | "member";
}

/**
 * For admins, of the room or of the chat: roles below their own, to whoever is below them. The owner of the chat gives any.
 * @throws ChatError `no_such_room`, `no_such_person`, `not_allowed`, `bad_request` for the owner of a room,
 * `rate_limited`, `unavailable`
 */
export function setRole(
  chat: Chat,
  session: Session,
  { who, room: ref, role }: SetRole,
): Promise<void> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    if (ref === undefined)
      return chat.house.acts.alone(undefined, async () => {
        const whom = await findAccount(chat, session, who);
        await setInHouse(chat, session, whom, role);
      });
    const room = await chat.rooms.mustFindFor(session.identity, ref);
    if (role === "owner")
      throw new ChatError(
        "bad_request",
        "A room has one owner: give it to him with `master`.",
      );
    if (room.kind === "direct")
      throw new ChatError("not_allowed", "It is his room, too.");
    return chat.house.acts.alone(room.id, async () => {
      // Whoever may not ask is not told who is in it.
      await mustBe(chat, session, room, "admin");
      const whom = await findMember(chat, session, room, who);
      await setInRoom(chat, session, room, whom, role);
    });
  });
}

async function setInHouse(
  chat: Chat,
  session: Session,
  whom: Person,
  role: SetRole["role"],
): Promise<void> {
  const { house, identities } = chat.store;
  mustBeInHouse(session, "admin");
  const record = await identities.byId(whom.id);
  if (record?.kind !== "account")
    throw new ChatError(
      "not_allowed",
      `${whom.name} has no account, and so no role: he has to register first.`,
    );
  await mustBeAbove(chat, session, undefined, whom.id);
  mustGive(serverRoleOf(session.identity), role, session);
  const kept = role === "member" ? undefined : role;
  const { id, name } = session.identity;
  const by = { id, name };
  await Promise.all([
    identities.setRole(whom.id, kept),
    // Whoever made a link for him may not be above him any more.
    house.removeReset(whom.id),
    chat.audit({ by, act: "role", whom, note: role }),
  ]);
  const tellMutes = watchMutes(chat, undefined, whom.id, by);
  const here = chat.identity(whom.id);
  if (here !== undefined) here.role = kept;
  chat.house.arrivals.touch(whom.id);
  chat.tell(whom.id, { kind: "promoted", who: whom, role, by });
  tellMutes();
}

async function setInRoom(
  chat: Chat,
  session: Session,
  room: Room,
  whom: Person,
  role: Exclude<SetRole["role"], "owner">,
): Promise<void> {
  const { rooms } = chat.store;
  const kept = role === "member" ? undefined : role;
  const by = asSeen(room, session);
  let isDone = false;
  await alongside(chat, whom.id, async (identity) => {
    const there = room.here.get(whom.id);
    // Read from the store by whoever enters, or set here: whichever is later.
    if (isDone) return void (there && (there.role = kept));
    if (identity?.isPassing === true || identity?.kind === "anonymous")
      throw new ChatError(
        "not_allowed",
        `${whom.name} cannot come back, and so has no role: say hello by another door.`,
      );
    await chat.house.acts.look(async () => {
      await mustBe(chat, session, room, "admin");
      await mustBeAbove(chat, session, room, whom.id);
      mustGive(await roleOf(chat, session.identity.id, room), role, session);
    });
    const note = role;
    const act = { by, act: "role", room, whom, note };
    const [isMember] = await Promise.all([
      rooms.setMemberRole(room.id, whom.id, kept),
      chat.audit(act),
    ]);
    if (!isMember)
      throw new ChatError(
        "no_such_person",
        `${whom.name} is no member of "${room.title}" any more.`,
      );
    isDone = true;
    const tellMutes = watchMutes(chat, room, whom.id, by);
    if (there !== undefined) there.role = kept;
    tellMutes();
  });
  const now = await roleOf(chat, whom.id, room);
  room.notify({ kind: "role", room: room.id, who: whom, role: now, by });
}

/** @throws ChatError `not_allowed` */
function mustGive(own: Role, role: Role, { identity }: Session): void {
  const isChatOwner = identity.role === "owner" && isAtLeast(own, "owner");
  if (isChatOwner || rankOf(own) > rankOf(role)) return;
  throw new ChatError(
    "not_allowed",
    "One gives roles that are below one's own. Ask someone above you.",
  );
}
