// 104: enters a room, as the nickname that was set; it is claimed here. With "hidden" as its content unseen.
import { join as joinRoom } from "../../../core/verbs/join.ts";
import { visit } from "../../../core/verbs/visit.ts";
import type { Session } from "../../../core/session.ts";
import { roomRef, type Caller } from "../caller.ts";
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
  const there =
    (await chat.rooms.findFor(session.identity, room)) ??
    chat.rooms.get(roomRef(caller, room));
  if (there !== undefined && session.presences.has(there.id))
    throw new Worded(
      "bad_request",
      1005,
      there.title,
      `You are already a member of room "${there.title}".`,
    );
  const hidden = request.content === "hidden";
  const joined = await joinRoom(chat, session, { room, nick, hidden });
  caller.known.note(room, joined.room.id);
  caller.known.note(joined.room.title, joined.room.id);
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
