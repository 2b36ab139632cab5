// #join room: enters one more room, under a nick if one follows its name.
import { ChatError } from "../../../core/errors.ts";
import { readTitle } from "../../../core/people/names.ts";
import { joinShown } from "../arriving.ts";
import { findRoom } from "../find-room.ts";
import { splitWord } from "../parse.ts";
import { worded, wrongUsage } from "../refusals.ts";
import type { Talk } from "../talk.ts";
import { texts } from "../texts.ts";

export async function join(rest: string, talk: Talk): Promise<void> {
  const { word: what, rest: text } = splitWord(rest);
  if (what === "") throw wrongUsage();
  if (what.toLowerCase() !== "room")
    throw new ChatError("bad_request", texts.unknownJoin);
  await joinRoom(text, talk);
}

/** `ROOM [NICK]` */
export async function joinRoom(text: string, talk: Talk): Promise<void> {
  if (text === "") throw wrongUsage();
  const { session, isAnonymous } = talk;
  const { room, typed, nick } = await findRoom(talk, text);
  if (isAnonymous && room === undefined)
    throw new ChatError("no_such_room", texts.unknownRoom);
  // A new room has a legal title; the id of one that others see is none.
  const title = room?.title ?? readTitle(typed);
  const cannot = texts.cannotConnect(title);
  if (isAnonymous && room?.isLobby !== true)
    throw new ChatError("not_allowed", cannot);
  if (room !== undefined && session.presences.has(room.id))
    throw new ChatError("bad_request", texts.alreadyConnected(title));
  const hasNick = nick !== "" && !isAnonymous;
  await worded(
    { not_invited: cannot, banned: (why) => `${cannot}. ${why}` },
    joinShown(talk, {
      // Of several of one title it is the one that was found.
      room: room?.id ?? title,
      ...(hasNick ? { nick } : {}),
    }),
  );
}
