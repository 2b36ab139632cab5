// edit: corrects a message of one's own.
import type { Chat } from "../chat.ts";
import type { Extra } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Appended } from "../ports/log.ts";
import { mentionsIn } from "../messages/mentions.ts";
import {
  appendAs,
  isOwn,
  mustFindMessage,
  mustSpeak,
  mustStillSpeak,
} from "../messages/messages.ts";
import { onceByKey } from "../messages/once-by-key.ts";
import { readText } from "../messages/read-text.ts";
import { mustBeMember } from "../house/rights.ts";
import type { Session } from "../session.ts";

export interface Edit {
  readonly room: string;
  /** Of the message. */
  readonly seq: number;
  readonly text: string;
  /** As of `say`: an author's keys are his for everything that he does in a room. */
  readonly key?: string | undefined;
  readonly extra?: Extra | undefined;
}

/**
 * Durable when it resolves. For the author alone, whatever role another has; not for Anonymous, who is many people.
 * @throws ChatError `bad_request` (blank; a key used for something else), `too_large`, `no_such_room`, `not_member`,
 * `hidden`, `muted`, `archived`, `no_such_message`, `not_allowed`, `too_many` (a thousand times), `rate_limited`,
 * `unavailable`
 */
export function edit(
  chat: Chat,
  session: Session,
  params: Edit,
): Promise<Appended> {
  return session.order.leading(async (begun) => {
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    const append = async (): Promise<Appended> => {
      const text = readText(chat, params.text);
      await mustBeMember(chat, session, room);
      mustSpeak(chat, session, room);
      const message = await mustFindMessage(chat, room, params.seq);
      if (!isOwn(session, message))
        throw new ChatError(
          "not_allowed",
          "Only its author corrects a message. Answer it instead.",
        );
      const mentions = text.includes("@")
        ? await mentionsIn(chat, session, room, text)
        : undefined;
      await mustStillSpeak(chat, session, room);
      const draft = {
        kind: "edited",
        of: message.seq,
        text,
        mentions,
      } as const;
      const appending = appendAs(chat, session, room, draft, params);
      begun();
      return appending;
    };
    return onceByKey(chat, session, room, params.key, append, "edited");
  });
}
