// 105: who is in a room. It makes none.
import { membersOf } from "../queries.ts";
import type { Caller } from "../caller.ts";
import type { Request } from "../read-request.ts";
import { namesOf } from "../responses.ts";
import type { Response } from "../write-response.ts";

export async function listNames(
  caller: Caller,
  { roomName }: Request,
): Promise<Response> {
  caller.pace();
  return { roomName, rspType: 105, content: "", list: names(caller, roomName) };
}

/** A room that is not public tells it to those in it. */
function names({ chat, session }: Caller, ref: string): readonly string[] {
  const room = chat.rooms.get(ref);
  return room !== undefined && session?.presences.has(room.id)
    ? namesOf(room.visible())
    : membersOf(chat, ref);
}
