// A key of an author's own belongs to him and the room: what he sends under it again is answered with the first result.
import type { Chat } from "../chat.ts";
import type { EntryKind } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Appended } from "../ports/log.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

/**
 * A repeated key is answered before right, rate and sense are looked at; looked up only when it matters.
 * @throws ChatError `bad_request` also when the key was used for an entry of another kind
 */
export async function onceByKey(
  chat: Chat,
  session: Session,
  room: Room,
  key: string | undefined,
  append: () => Promise<Appended>,
  kind: EntryKind = "said",
): Promise<Appended> {
  if (key?.isWellFormed() === false)
    throw new ChatError(
      "bad_request",
      "The key is not well-formed Unicode. Choose another.",
    );
  let appended: Appended;
  try {
    appended = await append();
  } catch (error) {
    if (
      key === undefined ||
      !(error instanceof ChatError) ||
      error.code === "unavailable"
    )
      throw error;
    const { id } = session.identity;
    const entry = await chat.store.log.find(room.id, id, key);
    if (entry === undefined) throw error;
    appended = { entry, repeated: true };
  }
  if (appended.repeated && appended.entry.kind !== kind)
    throw new ChatError(
      "bad_request",
      "This key was used for something else in this room. Choose another.",
    );
  return appended;
}
