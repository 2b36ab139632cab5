// lift: ends a ban or a mute before its time.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { mustLift } from "../house/may-lift.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import type { Sanction } from "../ports/house-store.ts";
import { addressesOf } from "../house/sanction-of.ts";
import { mutedBy, tellUnmuted } from "../house/tell-mutes.ts";
import { asSeen } from "./invite.ts";

/**
 * Those that were made with it end with it: a guest's, and those of the guests at his addresses. By whoever might have made it, is above whom it is on, and not below whoever made it.
 * @throws ChatError `bad_request` when there is none, or none that he may know of; `not_allowed`, `rate_limited`,
 * `unavailable`
 */
export function lift(chat: Chat, session: Session, id: string): Promise<void> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const found = mustHold(chat, id);
    const room = await roomOf(chat, session, found);
    await chat.house.acts.alone(room?.id, async () => {
      // Another may have lifted it meanwhile.
      const sanction = mustHold(chat, id);
      const all = chat.sanctions.ofOneAct(sanction);
      await chat.house.acts.look(async () => {
        for (const one of all) await mustLift(chat, session, room, one);
      });
      const { kind, name } = sanction;
      const { identity } = session;
      const by = room === undefined ? identity : asSeen(room, session);
      const whose = all.find((one) => one.identity !== undefined)?.identity;
      const whom = whose === undefined ? undefined : { id: whose, name };
      const act = { by, act: "lift", room, whom };
      const from = room === undefined ? addressesOf(all) : [];
      await Promise.all([
        chat.audit({ ...act, note: [kind, ...from].join(" ") }),
        ...all.map((one) => chat.store.house.removeSanction(one.id)),
      ]);
      const heard = kind === "mute" ? mutedBy(chat, room, all) : [];
      for (const one of all) chat.sanctions.remove(one.id);
      tellUnmuted(chat, heard, room, { id: by.id, name: by.name });
    });
  });
}

function mustHold(chat: Chat, id: string): Sanction {
  const sanction = chat.sanctions.get(id);
  if (sanction === undefined) throw noSuchSanction();
  return sanction;
}

const noSuchSanction = (): ChatError =>
  new ChatError(
    "bad_request",
    "There is no such ban or mute, or its time is over. Ask `sanctions` for those there are.",
  );

/** A room that he may not know of does not exist for him, nor does what holds there. */
async function roomOf(
  chat: Chat,
  { identity }: Session,
  { room }: Sanction,
): Promise<Room | undefined> {
  if (room === undefined) return undefined;
  return chat.rooms.mustFindFor(identity, room).catch((error: unknown) => {
    if (error instanceof ChatError && error.code === "no_such_room")
      throw noSuchSanction();
    throw error;
  });
}
