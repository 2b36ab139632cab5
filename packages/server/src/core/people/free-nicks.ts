// A name that has become an account's is nobody else's nick any more: whoever is called so in a room is called as
// everywhere again. Nicks of who is not there are looked at when he comes.
import type { Chat } from "../chat.ts";
import type { IdentityId } from "../entries.ts";
import { readings } from "./names.ts";

/** What arrivals are told by that a name has become an account's: see Arrivals.touch. */
export const nameKeys = (name: string): readonly string[] =>
  readings(name).map((reading) => `name ${reading}`);

/** To be called when the account is committed. */
export function freeNicks(chat: Chat, name: string, owner: IdentityId): void {
  for (const key of nameKeys(name)) chat.house.arrivals.touch(key);
  for (const id of chat.rooms.ids) {
    const room = chat.rooms.get(id);
    for (const reading of readings(name)) {
      const there = room?.here.named(reading);
      if (there?.nick !== undefined && there.identity.id !== owner)
        room?.call(there.identity, undefined);
    }
  }
}
