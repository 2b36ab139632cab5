// 106 and 107: in a room's list or not. Nobody else is told.
import { hide as hideIn } from "../../../core/verbs/hide.ts";
import { mustHaveJoined, roomRef, type Caller } from "../caller.ts";
import type { Request } from "../read-request.ts";
import type { Response } from "../write-response.ts";

export async function hide(
  caller: Caller,
  request: Request,
): Promise<Response> {
  const title = await setHidden(caller, request.roomName, true);
  return {
    roomName: title,
    rspType: 106,
    content: `You are now hidden in room "${title}".`,
    list: [],
  };
}

export async function unhide(
  caller: Caller,
  request: Request,
): Promise<Response> {
  const title = await setHidden(caller, request.roomName, false);
  return {
    roomName: title,
    rspType: 107,
    content: `You are now unhidden in room "${title}".`,
    list: [],
  };
}

async function setHidden(
  caller: Caller,
  room: string,
  isHidden: boolean,
): Promise<string> {
  const session = mustHaveJoined(caller, room);
  const hiding = { room: roomRef(caller, room), isHidden };
  return (await hideIn(caller.chat, session, hiding)).title;
}
