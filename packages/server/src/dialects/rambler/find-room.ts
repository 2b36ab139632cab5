// Which room a command means, and what follows its name: names have blanks, so the longest one that there is counts.
import { isRoomId } from "../../core/ids.ts";
import type { Room } from "../../core/room/room.ts";
import { splitQuoted, unquoted } from "./parse.ts";
import type { Talk } from "./talk.ts";

export interface Meant {
  /** undefined: there is no such room. */
  readonly room: Room | undefined;
  /** Its name as it was typed; all of the text when there is no such room and no quotes are around it. */
  readonly typed: string;
  /** "" for none. */
  readonly nick: string;
}

/** A room's name has at most so many words for this. */
const WORDS_MOST = 16;
/** No title is longer, in UTF-16 units. */
const TITLE_MOST = 128;

/** @throws ChatError `unavailable` */
export async function findRoom(talk: Talk, text: string): Promise<Meant> {
  const quoted = splitQuoted(text);
  if (quoted !== undefined) {
    const { word: typed, rest } = quoted;
    const room = await find(talk, typed);
    if (room !== undefined) return { room, typed, nick: unquoted(rest) };
  }
  for (const typed of beginnings(text)) {
    const room = await find(talk, typed);
    if (room !== undefined)
      return { room, typed, nick: unquoted(text.slice(typed.length).trim()) };
  }
  return quoted === undefined
    ? { room: undefined, typed: text, nick: "" }
    : { room: undefined, typed: quoted.word, nick: unquoted(quoted.rest) };
}

/** What the text begins with, up to the end of a word; the longest first. */
export function beginnings(text: string): string[] {
  const found: string[] = [];
  for (const word of text.matchAll(/\S+/g)) {
    if (found.length === WORDS_MOST) break;
    const beginning = text.slice(0, word.index + word[0].length);
    if (beginning.length > TITLE_MOST) break;
    found.unshift(beginning);
  }
  return found;
}

/** Not by its id: that is no name. */
async function find(
  { chat, session }: Talk,
  title: string,
): Promise<Room | undefined> {
  if (title === "" || title.length > TITLE_MOST || isRoomId(title))
    return undefined;
  const room = await chat.rooms.findFor(session.identity, title);
  return room?.kind === "direct" ? undefined : room;
}
