// say: the one verb that the speed of a chat is made of.
import type { Chat } from "../chat.ts";
import type { IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Appended } from "../log.ts";
import type { Room } from "../room.ts";
import type { Session } from "../session.ts";

export interface Say {
  readonly room: string;
  readonly text: string;
  /** 1 to 64 characters. The same key again is answered with the first entry, whatever has changed since. */
  readonly key?: string | undefined;
}

/**
 * Durable when it resolves. Lone surrogates are replaced by U+FFFD.
 * @throws ChatError `bad_request` (blank), `too_large`, `no_such_room`, `not_member`, `rate_limited`, `unavailable`
 */
export function say(
  chat: Chat,
  session: Session,
  params: Say,
): Promise<Appended> {
  return session.order.overlapping(async () => {
    const room =
      chat.rooms.get(params.room) ?? (await chat.rooms.mustFind(params.room));
    if (params.key?.isWellFormed() === false)
      throw new ChatError(
        "bad_request",
        "The key is not well-formed Unicode. Choose another.",
      );
    try {
      const text = readText(chat, params.text);
      if (!session.presences.has(room.id))
        await mustBeMember(chat, room, session.identity.id);
      session.identity.paceSay(chat.now());
      return await append(chat, session, room, text, params.key);
    } catch (error) {
      // A repeated key is answered before right, rate and sense are looked at; looked up only when it matters.
      if (
        params.key === undefined ||
        !(error instanceof ChatError) ||
        error.code === "unavailable"
      )
        throw error;
      const entry = await chat.store.log.find(
        room.id,
        session.identity.id,
        params.key,
      );
      if (entry === undefined) throw error;
      return { entry, repeated: true };
    }
  });
}

async function append(
  chat: Chat,
  session: Session,
  room: Room,
  text: string,
  key: string | undefined,
): Promise<Appended> {
  const { id, name } = session.identity;
  const appended = await room.append({ kind: "said", by: id, name, text, key });
  if (!appended.repeated) chat.tally.messages++;
  return appended;
}

async function mustBeMember(
  chat: Chat,
  room: Room,
  identity: IdentityId,
): Promise<void> {
  if (await chat.store.rooms.isMember(room.id, identity)) return;
  throw new ChatError("not_member", `Join "${room.title}" first.`);
}

function readText(chat: Chat, raw: string): string {
  const { textCodePoints, textBytes } = chat.limits;
  const text = raw.isWellFormed() ? raw : raw.toWellFormed();
  // Most texts are short: no need to count what cannot be too long.
  if (text.length > textCodePoints || text.length * 3 > textBytes) {
    if (
      text.length > 2 * textCodePoints ||
      [...text].length > textCodePoints ||
      Buffer.byteLength(text) > textBytes
    ) {
      throw new ChatError(
        "too_large",
        `A message has at most ${textCodePoints} characters and ${textBytes} bytes. Send it in parts.`,
      );
    }
  }
  if (text.trim() === "")
    throw new ChatError("bad_request", "The text is blank. Say something.");
  return text;
}
