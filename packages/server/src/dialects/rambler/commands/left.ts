// #left room: leaves a room; its nick there goes with it.
import { ChatError } from "../../../core/errors.ts";
import { leave } from "../../../core/verbs/leave.ts";
import { findRoom } from "../find-room.ts";
import { splitWord } from "../parse.ts";
import { worded, wrongUsage } from "../refusals.ts";
import type { Talk } from "../talk.ts";
import { texts } from "../texts.ts";

export async function left(rest: string, talk: Talk): Promise<void> {
  const { word: what, rest: text } = splitWord(rest);
  if (what === "") throw wrongUsage();
  if (what.toLowerCase() !== "room")
    throw new ChatError("bad_request", texts.leaveWhat);
  await leaveRoom(text, talk);
}

/** `ROOM [NICK]`: the nick tells nothing. */
export async function leaveRoom(text: string, talk: Talk): Promise<void> {
  if (text === "") throw wrongUsage();
  const { chat, session } = talk;
  const { room, typed } = await findRoom(talk, text);
  const notJoined = texts.notJoined(typed);
  if (room === undefined) throw new ChatError("not_member", notJoined);
  await worded({ not_member: notJoined }, leave(chat, session, room.id));
  talk.tell(texts.disconnected(room.title));
}
