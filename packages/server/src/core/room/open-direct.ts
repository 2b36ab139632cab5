// The direct room of some people: found, or made by whoever asks first.
import type { Chat } from "../chat.ts";
import { foldedOf } from "./direct.ts";
import type { IdentityId } from "../entries.ts";
import { newRoomId } from "../ids.ts";
import type { Room } from "./room.ts";
import type { RoomRecord } from "../ports/room-store.ts";

/** `mayMake` is asked before one is made, and throws if it may not be. @throws ChatError `unavailable` */
export async function openDirect(
  chat: Chat,
  people: readonly IdentityId[],
  mayMake: () => void,
): Promise<Room> {
  const folded = foldedOf(people);
  const known = await chat.store.rooms.byFolded(folded);
  if (known === undefined) mayMake();
  return chat.rooms.open(known ?? (await make(chat, folded, people)));
}

/**
 * Its people are its members, as far as something is kept of them: they find it again. Asked for in one turn, so that
 * both are kept together; of two who make it at once one makes it, and the other's memberships are of no room.
 */
async function make(
  chat: Chat,
  folded: string,
  people: readonly IdentityId[],
): Promise<RoomRecord> {
  const id = newRoomId();
  const direct = { id, title: "", folded, kind: "direct", most: 0 } as const;
  const { rooms } = chat.store;
  const kept = people.filter((one) => chat.identity(one)?.isPassing !== true);
  const creating = rooms.create({ ...direct, master: undefined });
  const adding = Promise.allSettled(
    kept.map((one) => rooms.addMember(id, one)),
  );
  const { room, made } = await creating;
  const added = await adding;
  const failed = made && added.find(({ status }) => status === "rejected");
  if (failed) throw (failed as PromiseRejectedResult).reason;
  return room;
}
