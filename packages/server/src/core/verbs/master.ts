// master: gives a room another master.
import type { Chat } from "../chat.ts";
import type { Extra, Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { findInRoom } from "../people.ts";
import { mustRule } from "../rights.ts";
import type { Session } from "../session.ts";

export interface SetMaster {
  readonly room: string;
  readonly who: string;
  readonly extra?: Extra | undefined;
}

/**
 * @throws ChatError `no_such_room`, `no_such_person`, `bad_request` when he is it already, `not_allowed`,
 * `rate_limited`, `unavailable`
 */
export function setMaster(
  chat: Chat,
  session: Session,
  params: SetMaster,
): Promise<{ was: Person | undefined; master: Person }> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity.id, params.room);
    mustRule(session, room);
    const { changes } = findInRoom(room, params.who);
    // Whoever leaves at the same time is asked for before, or is the master and no more.
    return changes.alone(async () => {
      const who = findInRoom(room, params.who);
      if (room.isLobby || room.kind === "direct" || who.kind === "anonymous")
        throw new ChatError("not_allowed", "There is no master here.");
      const master = { id: who.id, name: room.nameOf(who.id) ?? who.name };
      if (who.id === room.masterId)
        throw new ChatError(
          "bad_request",
          `${master.name} is the master already.`,
        );
      const was = room.master;
      await chat.store.rooms.change(room.id, { master: who.id });
      room.masterId = who.id;
      const live = { extra: params.extra, origin: session.id };
      room.notify({ ...live, kind: "master", room: room.id, master, was });
      return { was, master };
    });
  });
}
