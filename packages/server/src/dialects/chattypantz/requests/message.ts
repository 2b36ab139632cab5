// 108: says something in a room. The author hears it like everyone, once it is kept: there is no other answer, save in
// a direct conversation, which is answered by its id.
import { say } from "../../../core/verbs/say.ts";
import { mustHaveJoined, roomRef, type Caller } from "../caller.ts";
import { said } from "../json-encode.ts";
import type { Request } from "../read-request.ts";
import type { Response } from "../write-response.ts";

export async function message(
  caller: Caller,
  { roomName, content }: Request,
): Promise<Response | undefined> {
  const { chat } = caller;
  const session = mustHaveJoined(caller, roomName);
  const room = roomRef(caller, roomName);
  const { entry } = await say(chat, session, { room, text: content });
  return entry.kind === "said" && session.directs.has(entry.room)
    ? said(entry.room, entry.name, entry.text)
    : undefined;
}
