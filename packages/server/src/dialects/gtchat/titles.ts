// Rooms as this door calls them.
import type { Chat } from "../../core/chat.ts";
import type { Identity } from "../../core/identity.ts";
import { fold, foldTitle } from "../../core/people/names.ts";
import type { Room } from "../../core/room/room.ts";

const LOBBY = "Lobby";

/**
 * The page cuts its lists at `:` and `,`, and looks a room up by its name with a selector without quotes, which breaks on
 * whatever is no letter, digit, `_` or `-` below U+00C0.
 */
const UNHELD = /[\0-\u{bf}]/gu;
const HELD = /[\w-]/;

export function shownTitle(place: {
  readonly title: string;
  readonly isLobby: boolean;
}): string {
  return place.isLobby ? LOBBY : selectable(place.title);
}

/** The name of a room's master: the page looks it up so, too. */
export function selectable(name: string): string {
  return name.replace(UNHELD, (character) =>
    HELD.test(character) ? character : "_",
  );
}

export function isLobbyName(name: string): boolean {
  return fold(name) === fold(LOBBY);
}

/** Rooms looked through for a title that is shown otherwise. */
const LOOKED_THROUGH = 1_000;
const PAGE = 200;

/** The room that someone finds under its title; undefined when there is none for him. @throws ChatError `unavailable` */
export async function findTitled(
  chat: Chat,
  who: Identity,
  name: string,
): Promise<Room | undefined> {
  if (isLobbyName(name)) return chat.rooms.find(chat.lobby.id);
  // An id is no name here; no title begins so.
  return name.startsWith("~") ? undefined : chat.rooms.findFor(who, name);
}

/** A room of the list that is shown under this name. @throws ChatError `unavailable` */
export async function findShown(
  chat: Chat,
  name: string,
): Promise<Room | undefined> {
  if (!name.includes("_")) return undefined;
  let after = "";
  for (let looked = 0; looked < LOOKED_THROUGH; looked += PAGE) {
    const page = await chat.store.rooms.list(after, PAGE);
    const found = page.find(({ title }) => selectable(title) === name);
    if (found !== undefined) return chat.rooms.open(found);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return undefined;
    after = last.folded;
  }
  return undefined;
}

export function isCalled(room: Room, name: string): boolean {
  return (
    name === shownTitle(room) ||
    foldTitle(name) === foldTitle(room.title) ||
    (room.isLobby && isLobbyName(name))
  );
}
