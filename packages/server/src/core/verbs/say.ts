// say: the one verb that the speed of a chat is made of.
import type { Chat } from "../chat.ts";
import type { Extra } from "../entries.ts";
import type { Appended } from "../ports/log.ts";
import { mentionsIn } from "../messages/mentions.ts";
import {
  appendAs,
  mustBeSeq,
  mustSpeak,
  mustStillSpeak,
} from "../messages/messages.ts";
import { onceByKey } from "../messages/once-by-key.ts";
import { readText } from "../messages/read-text.ts";
import { mustBeMember } from "../house/rights.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

export interface Say {
  readonly room: string;
  readonly text: string;
  /** The seq of the message that it answers. */
  readonly reply?: number | undefined;
  /** 1 to 64 characters. The same key again is answered with the first entry, whatever has changed since. */
  readonly key?: string | undefined;
  readonly extra?: Extra | undefined;
}

/**
 * Durable when it resolves. Lone surrogates are replaced by U+FFFD.
 * @throws ChatError `bad_request` (blank; a key used for something else), `too_large`, `no_such_room`, `not_member`,
 * `hidden`, `muted`, `archived`, `no_such_message` (of `reply`), `rate_limited`, `unavailable`
 */
export function say(
  chat: Chat,
  session: Session,
  params: Say,
): Promise<Appended> {
  const run = async (begun?: () => void): Promise<Appended> => {
    let room = chat.rooms.get(params.room);
    if (room === undefined || !session.presences.has(room.id))
      room = await chat.rooms.mustFindFor(session.identity, params.room);
    return onceByKey(chat, session, room, params.key, async () => {
      const text = readText(chat, params.text);
      if (!session.presences.has(room.id))
        await mustBeMember(chat, session, room);
      mustSpeak(chat, session, room);
      return appendSaid(chat, session, room, { ...params, text }, begun);
    });
  };
  // Whom a text speaks to may have to be asked first.
  return params.text.includes("@")
    ? session.order.leading(run)
    : session.order.overlapping(run);
}

/** The text as the rule has it; right and pace were looked at. `begun` is called when the log has been asked to keep it. */
export async function appendSaid(
  chat: Chat,
  session: Session,
  room: Room,
  said: Pick<Say, "text" | "reply" | "key" | "extra">,
  begun?: () => void,
): Promise<Appended> {
  const { text, reply } = said;
  if (reply !== undefined) mustBeSeq(reply);
  const mentions = text.includes("@")
    ? await mentionsIn(chat, session, room, text)
    : undefined;
  if (text.includes("@")) await mustStillSpeak(chat, session, room);
  const draft = { kind: "said", text, reply, mentions } as const;
  const appending = appendAs(chat, session, room, draft, said);
  begun?.();
  const appended = await appending;
  if (!appended.repeated) chat.tally.messages++;
  return appended;
}
