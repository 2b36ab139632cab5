// 101: sets the nickname. Outside of rooms it claims nothing; in rooms it is claimed in each, or nothing changes.
import type { Chat } from "../../../core/chat.ts";
import { ChatError } from "../../../core/errors.ts";
import { readName } from "../../../core/people/names.ts";
import type { Room } from "../../../core/room/room.ts";
import type { Session } from "../../../core/session.ts";
import { mustBeOwnNick } from "../../../core/verbs/nick.ts";
import { rename } from "../../../core/verbs/rename.ts";
import type { Caller } from "../caller.ts";
import type { Request } from "../read-request.ts";
import { nicknameUsed, Worded } from "../refusals.ts";
import type { Response } from "../write-response.ts";

export async function setNickname(
  caller: Caller,
  { content }: Request,
): Promise<Response> {
  if (content === "") throw blankNickname("");
  const nick = read(content);
  if (caller.session === undefined) caller.pace();
  else await callEverywhere(caller.chat, caller.session, nick);
  caller.nick = nick;
  return {
    roomName: "",
    rspType: 101,
    content: `Nickname set to "${nick}".`,
    list: [],
  };
}

export const blankNickname = (room: string): Worded =>
  new Worded("bad_name", 1004, room, "nickname cannot be blank");

function read(raw: string): string {
  try {
    return readName(raw);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    throw new Worded(error.code, 1004, "", error.message);
  }
}

/** In every room it is in, or in none; and in the chat, where it may come to a suffix. */
async function callEverywhere(
  chat: Chat,
  session: Session,
  nick: string,
): Promise<void> {
  const { identity } = session;
  const rooms = roomsOf(chat, session);
  const was = identity.name;
  for (const [index, room] of rooms.entries()) {
    try {
      // Whose account has the name is asked once.
      if (index === 0) await mustBeOwnNick(chat, session, room, nick);
      else room.here.mustBeFree(nick, identity.id);
      chat.sanctions.mustSpeak(session, room);
    } catch (error) {
      throw used(error, room, nick);
    }
  }
  await rename(chat, session, nick, { suffix: true });
  // Someone may have come by that name meanwhile. From here to the end nobody can.
  const taken = rooms.find((room) => !room.here.isFree(nick, identity.id));
  if (taken !== undefined) {
    await rename(chat, session, was, { suffix: true });
    throw nicknameUsed(nick, taken.title);
  }
  for (const room of rooms) room.call(identity, nick, { origin: session.id });
}

const used = (error: unknown, room: Room, nick: string): unknown =>
  error instanceof ChatError && error.code === "name_taken"
    ? nicknameUsed(nick, room.title)
    : error;

/** Direct conversations have no nicknames. */
function roomsOf(chat: Chat, session: Session): readonly Room[] {
  return [...session.presences.keys()]
    .filter((id) => !session.directs.has(id))
    .map((id) => chat.rooms.get(id))
    .filter((room) => room !== undefined);
}
