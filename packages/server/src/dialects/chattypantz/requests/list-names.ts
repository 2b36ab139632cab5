// 105: who is in a room. It makes none.
import { mustComeInto } from "../../../core/house/must-come-into.ts";
import { membersOf, mustBeLetIn } from "../queries.ts";
import { roomRef, type Caller } from "../caller.ts";
import type { Request } from "../read-request.ts";
import { namesOf } from "../responses.ts";
import type { Response } from "../write-response.ts";

export async function listNames(
  caller: Caller,
  { roomName }: Request,
): Promise<Response> {
  caller.pace();
  mustBeLetIn(caller.chat, caller.visitor.address);
  const list = await names(caller, roomName);
  return { roomName, rspType: 105, content: "", list };
}

/** A room that is not public tells it to those in it. */
async function names(
  caller: Caller,
  roomName: string,
): Promise<readonly string[]> {
  const { chat, session } = caller;
  const ref = roomRef(caller, roomName);
  const room = session && (await chat.rooms.findFor(session.identity, ref));
  if (session === undefined || room === undefined) return membersOf(chat, ref);
  if (session.presences.has(room.id)) return namesOf(room.visible());
  await mustComeInto(chat, session, room);
  return membersOf(chat, ref);
}
