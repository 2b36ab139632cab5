// 104: enters a room, as the nickname that was set; it is claimed here. With "hidden" as its content unseen.
import { join as joinRoom } from "../../../core/verbs/join.ts";
import { visit } from "../../../core/verbs/visit.ts";
import type { Session } from "../../../core/session.ts";
import type { Caller } from "../caller.ts";
import type { Request } from "../read-request.ts";
import { Worded } from "../refusals.ts";
import { JOIN, namesOf } from "../responses.ts";
import type { Response } from "../write-response.ts";
import { blankNickname } from "./set-nickname.ts";

export async function join(
  caller: Caller,
  request: Request,
): Promise<Response> {
  const { chat, nick } = caller;
  const room = request.roomName;
  if (nick === "") throw blankNickname(room);
  const session = (caller.session ??= await enter(caller));
  const open = chat.rooms.get(room);
  if (open !== undefined && session.presences.has(open.id))
    throw new Worded(
      "bad_request",
      1005,
      open.title,
      `You are already a member of room "${open.title}".`,
    );
  const hidden = request.content === "hidden";
  const joined = await joinRoom(chat, session, { room, nick, hidden });
  return {
    roomName: joined.room.title,
    rspType: JOIN,
    content: `${joined.name} has joined the room.`,
    list: namesOf(joined.room.visible()),
  };
}

/** A nickname is of a room: in the chat he may be called otherwise. */
const enter = ({ chat, nick, visitor }: Caller): Promise<Session> =>
  visit(chat, { name: nick, suffix: true }, visitor);
