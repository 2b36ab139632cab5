// 109: leaves a room. Who is not in it gets no answer.
import { ChatError } from "../../../core/errors.ts";
import { leave as leaveRoom } from "../../../core/verbs/leave.ts";
import { roomRef, type Caller } from "../caller.ts";
import type { Request } from "../read-request.ts";
import { LEAVE } from "../responses.ts";
import type { Response } from "../write-response.ts";

export async function leave(
  caller: Caller,
  { roomName }: Request,
): Promise<Response | undefined> {
  const { chat, session } = caller;
  if (session === undefined) {
    caller.pace();
    return undefined;
  }
  try {
    const ref = roomRef(caller, roomName);
    const { room } = await leaveRoom(chat, session, ref);
    return {
      roomName: room.title,
      rspType: LEAVE,
      content: `You have left room "${room.title}".`,
      list: [],
    };
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

const isNotThere = (error: unknown): boolean =>
  error instanceof ChatError &&
  (error.code === "not_member" || error.code === "no_such_room");
