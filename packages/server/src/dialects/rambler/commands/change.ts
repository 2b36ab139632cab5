// #change nick: what its author is called, in one room or in all that he is in.
import type { Place } from "../../../core/entries.ts";
import { ChatError } from "../../../core/errors.ts";
import { foldTitle, readName } from "../../../core/people/names.ts";
import { nick as nickVerb } from "../../../core/verbs/nick.ts";
import { inEachRoom } from "../each-room.ts";
import { beginnings } from "../find-room.ts";
import { splitName, splitQuoted, splitWord, unquoted } from "../parse.ts";
import { wrongUsage } from "../refusals.ts";
import type { Talk } from "../talk.ts";
import { texts } from "../texts.ts";

export async function change(rest: string, talk: Talk): Promise<void> {
  const { word: what, rest: text } = splitWord(rest);
  if (what === "") throw wrongUsage();
  if (what.toLowerCase() !== "nick")
    throw new ChatError("bad_request", texts.changeWhat);
  const own = ownRooms(talk);
  const { typed, nick } = split(text, own);
  if (typed === "" || nick === "") throw wrongUsage();
  const rooms = meant(typed, own);
  if (rooms.length === 0)
    throw new ChatError(
      "not_member",
      typed === "*" ? texts.inNoRoom : texts.notJoined(typed),
    );
  await inEachRoom(rooms, async (room) => {
    const name = await changed(talk, room, nick);
    talk.tell(texts.nickChanged(name, room.title));
  });
}

/** Everyone who is Anonymous has the one name: he is answered, and keeps it. */
async function changed(talk: Talk, room: Place, nick: string): Promise<string> {
  if (talk.isAnonymous) return readName(nick);
  const { chat, session } = talk;
  return (await nickVerb(chat, session, { room: room.id, nick })).name;
}

/** By how their titles are compared. */
type Own = ReadonlyMap<string, Place>;

function ownRooms({ rooms }: Talk): Own {
  return new Map(rooms.map((room) => [foldTitle(room.title), room]));
}

/** The room is quoted, or one word; or else the longest name of an own room that the text begins with. */
function split(text: string, own: Own): { typed: string; nick: string } {
  const { word, rest } = splitName(text);
  const isClear = splitQuoted(text) !== undefined || word === "*";
  const longer =
    isClear || meant(word, own).length > 0
      ? undefined
      : beginnings(text).find((typed) => meant(typed, own).length > 0);
  return longer === undefined
    ? { typed: word, nick: unquoted(rest) }
    : { typed: longer, nick: unquoted(text.slice(longer.length).trim()) };
}

/** The own room of that name; all for `*`. */
function meant(typed: string, own: Own): readonly Place[] {
  if (typed === "*") return [...own.values()];
  const room = own.get(foldTitle(typed));
  return room === undefined ? [] : [room];
}
