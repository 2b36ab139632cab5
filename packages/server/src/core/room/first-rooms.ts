// The rooms that are there from the beginning: the lobby, and those that the configuration names. Made where they are new.
import type { RoomId } from "../entries.ts";
import { newRoomId } from "../ids.ts";
import { foldTitle } from "../people/names.ts";
import type { RoomRecord, RoomStore } from "../ports/room-store.ts";

/** Everyone without another wish starts there. */
const LOBBY = "Free Chat";

export interface FirstRooms {
  readonly lobby: RoomRecord;
  /** The lobby is among them: they stay, whoever leaves. */
  readonly standing: ReadonlySet<RoomId>;
}

/** @throws ChatError `unavailable` */
export async function openFirstRooms(
  rooms: RoomStore,
  titles: readonly string[],
): Promise<FirstRooms> {
  const make = async (title: string): Promise<RoomRecord> => {
    const folded = foldTitle(title);
    const room = { id: newRoomId(), title, folded, most: 0 };
    const made = { ...room, kind: "public", master: undefined } as const;
    return (await rooms.create(made)).room;
  };
  const lobby = await make(LOBBY);
  const standing = new Set([lobby.id]);
  for (const title of titles) standing.add((await make(title)).id);
  return { lobby, standing };
}
