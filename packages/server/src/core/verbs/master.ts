// master: gives a room another owner.
import type { Chat } from "../chat.ts";
import type { Extra, Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { findMember } from "../people/find-member.ts";
import { mustOwnFew } from "../room/find-or-make.ts";
import { alongside } from "../house/put-out.ts";
import { watchMutes } from "../house/tell-mutes.ts";
import { isSuperuser, mustBe, mustBeAbove } from "../house/rights.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import { asSeen } from "./invite.ts";

export interface SetMaster {
  readonly room: string;
  readonly who: string;
  readonly extra?: Extra | undefined;
}

interface Masters {
  readonly was: Person | undefined;
  readonly master: Person;
}

/**
 * By the owner of the room, or an admin of the chat who is above him, to someone who is in it.
 * @throws ChatError `no_such_room`, `no_such_person`, `bad_request` when he is it already, `not_allowed` (also when he owns
 * as many private rooms as one may), `rate_limited`, `unavailable`
 */
export function setMaster(
  chat: Chat,
  session: Session,
  params: SetMaster,
): Promise<Masters> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    return chat.house.acts.alone(room.id, async () => {
      await mustRule(chat, session, room);
      const { id } = await findMember(chat, session, room, params.who);
      let done: Masters | undefined;
      // Whoever leaves at the same time is asked for before, or is the master and no more.
      await alongside(chat, id, async (identity) => {
        if (done !== undefined) return;
        const master = await findMember(chat, session, room, id);
        if (room.isLobby || identity?.kind === "anonymous")
          throw new ChatError("not_allowed", "There is no master here.");
        if (id === room.masterId)
          throw new ChatError(
            "bad_request",
            `${master.name} is the master already.`,
          );
        if (room.kind === "private")
          await mustOwnFew(chat, id, session.identity.id);
        await chat.house.acts.look(() => mustRule(chat, session, room));
        done = await change(chat, session, room, master, params.extra);
      });
      if (done === undefined) throw new Error("A master was not set.");
      return done;
    });
  });
}

async function change(
  chat: Chat,
  session: Session,
  room: Room,
  master: Person,
  extra: Extra | undefined,
): Promise<Masters> {
  const was = room.master;
  const by = asSeen(room, session);
  await Promise.all([
    chat.store.rooms.change(room.id, { master: master.id }),
    chat.audit({ by, act: "master", room, whom: master }),
  ]);
  const tellMutes = [master, was].map(
    (one) => one && watchMutes(chat, room, one.id, by),
  );
  room.masterId = master.id;
  for (const tell of tellMutes) tell?.();
  const live = { extra, origin: session.id };
  room.notify({ ...live, kind: "master", room: room.id, master, was });
  return { was, master };
}

/** @throws ChatError `not_allowed`, `unavailable` */
async function mustRule(
  chat: Chat,
  session: Session,
  room: Room,
): Promise<void> {
  if (room.kind === "direct")
    throw new ChatError("not_allowed", "There is no master here.");
  if (room.masterId === session.identity.id) return;
  if (!isSuperuser(session)) return mustBe(chat, session, room, "owner");
  if (room.masterId !== undefined)
    await mustBeAbove(chat, session, undefined, room.masterId);
}
