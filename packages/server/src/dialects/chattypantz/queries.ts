// What anyone may ask without entering the chat, if he would be let in: which rooms there are, and who is in one.
import type { Chat } from "../../core/chat.ts";
import type { RoomKind } from "../../core/entries.ts";

const TITLES_MOST = 500;
/** Whoever asks has said no name, and shows nothing. */
const NOBODY = { id: "", kind: "guest" } as const;

/** Asked of everyone who asks. @throws ChatError `banned`, `locked` */
export function mustBeLetIn({ house }: Chat, address: string): void {
  house.mustCome(NOBODY, address);
}

/** Titles of the first 500 rooms, of those kinds. @throws ChatError `unavailable` */
export async function roomTitles(
  chat: Chat,
  kinds: readonly RoomKind[],
): Promise<readonly string[]> {
  const records = await chat.store.rooms.list("", TITLES_MOST);
  return records
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ title }) => title);
}

/** Who is in the list of a public room; nobody where there is none. A room that is not open has nobody in it. */
export function membersOf(chat: Chat, ref: string): readonly string[] {
  const room = chat.rooms.get(ref);
  return room?.kind === "public" ? room.visible().map(({ name }) => name) : [];
}
