// say: the one verb that the speed of a chat is made of.
import type { Chat } from "../chat.ts";
import type { Extra } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { gather } from "../gather.ts";
import type { Appended } from "../log.ts";
import { readText } from "../read-text.ts";
import { mustBeMember } from "../rights.ts";
import type { Room } from "../room.ts";
import type { Session } from "../session.ts";

export interface Say {
  readonly room: string;
  readonly text: string;
  /** 1 to 64 characters. The same key again is answered with the first entry, whatever has changed since. */
  readonly key?: string | undefined;
  readonly extra?: Extra | undefined;
}

/**
 * Durable when it resolves. Lone surrogates are replaced by U+FFFD.
 * @throws ChatError `bad_request` (blank), `too_large`, `no_such_room`, `not_member`, `hidden`, `rate_limited`, `unavailable`
 */
export function say(
  chat: Chat,
  session: Session,
  params: Say,
): Promise<Appended> {
  return session.order.overlapping(async () => {
    let room = chat.rooms.get(params.room);
    if (room === undefined || !session.presences.has(room.id))
      room = await chat.rooms.mustFindFor(session.identity.id, params.room);
    return onceByKey(chat, session, room, params.key, async () => {
      const text = readText(chat, params.text);
      if (!session.presences.has(room.id))
        await mustBeMember(chat, session, room);
      mustBeShown(room, session);
      session.pace.say(chat.now());
      return appendSaid(chat, session, room, { ...params, text });
    });
  });
}

/** A repeated key is answered before right, rate and sense are looked at; looked up only when it matters. */
export async function onceByKey(
  chat: Chat,
  session: Session,
  room: Room,
  key: string | undefined,
  append: () => Promise<Appended>,
): Promise<Appended> {
  if (key?.isWellFormed() === false)
    throw new ChatError(
      "bad_request",
      "The key is not well-formed Unicode. Choose another.",
    );
  try {
    return await append();
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
    return { entry, repeated: true };
  }
}

/** The text as the rule has it; right and pace were looked at. */
export async function appendSaid(
  chat: Chat,
  session: Session,
  room: Room,
  { text, key, extra }: Pick<Say, "text" | "key" | "extra">,
): Promise<Appended> {
  const { id, name, kind } = session.identity;
  if (room.kind === "direct") gather(chat, room);
  const appended = await room.append({
    kind: "said",
    by: id,
    name: room.nameOf(id) ?? name,
    text,
    // Many share the one identity, and a key would be everyone's.
    key: kind === "anonymous" ? undefined : key,
    extra,
    origin: session.id,
    byAccount: kind === "account",
  });
  if (!appended.repeated) chat.tally.messages++;
  return appended;
}

function mustBeShown(room: Room, { identity }: Session): void {
  if (room.isHidden(identity.id))
    throw new ChatError(
      "hidden",
      `You are hidden in "${room.title}". Show yourself first.`,
    );
}
