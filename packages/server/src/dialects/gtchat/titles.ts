// Rooms as this door calls them.
import type { Chat } from "../../core/chat.ts";
import { fold } from "../../core/names.ts";
import type { Room } from "../../core/room.ts";
import { encodeEntities } from "./entities.ts";

const LOBBY = "Lobby";

/** What the page's lists are cut at cannot be in a title. */
export function shownTitle(place: {
  readonly title: string;
  readonly isLobby: boolean;
}): string {
  return place.isLobby
    ? LOBBY
    : encodeEntities(place.title.replace(/[:,]/g, "_"));
}

export function isLobbyName(name: string): boolean {
  return fold(name) === fold(LOBBY);
}

/** The room called so here; undefined when there is none. @throws ChatError `unavailable` */
export async function findRoom(
  chat: Chat,
  name: string,
): Promise<Room | undefined> {
  if (isLobbyName(name)) return chat.rooms.find(chat.lobby.id);
  // An id is no name here; no title begins so.
  return name.startsWith("~") ? undefined : chat.rooms.find(name);
}

export function isCalled(room: Room, name: string): boolean {
  return fold(name) === room.folded || (room.isLobby && isLobbyName(name));
}
