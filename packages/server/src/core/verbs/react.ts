// react: gives a message a reaction, or takes it back.
import type { Chat } from "../chat.ts";
import { readEmoji } from "../messages/emoji.ts";
import type { Extra } from "../entries.ts";
import type { Appended } from "../ports/log.ts";
import { appendAs, mustBeSeq, mustSpeak } from "../messages/messages.ts";
import { onceByKey } from "../messages/once-by-key.ts";
import { mustBeMember } from "../house/rights.ts";
import type { Session } from "../session.ts";

export interface React {
  readonly room: string;
  /** Of the message. */
  readonly seq: number;
  /** One emoji. */
  readonly reaction: string;
  /** False: it is taken back. True if absent. */
  readonly isOn?: boolean | undefined;
  /** As of `say`. */
  readonly key?: string | undefined;
  readonly extra?: Extra | undefined;
}

export interface Reacted extends Appended {
  /** How many have given it now. */
  readonly count: number;
}

/**
 * Durable when it resolves. For any member who may say something. What is given already is answered as it was.
 * @throws ChatError `bad_request` (no emoji; a key used for something else), `no_such_room`, `not_member`, `hidden`,
 * `muted`, `archived`, `no_such_message` (also for taking back what was not given), `too_many` for a reaction of a kind
 * beyond the 50th, `rate_limited`, `unavailable`
 */
export function react(
  chat: Chat,
  session: Session,
  params: React,
): Promise<Reacted> {
  return session.order.overlapping(async () => {
    const { identity } = session;
    let room = chat.rooms.get(params.room);
    if (room === undefined || !session.presences.has(room.id))
      room = await chat.rooms.mustFindFor(identity, params.room);
    const append = async (): Promise<Appended> => {
      const reaction = readEmoji(params.reaction);
      const { seq: of, isOn = true } = params;
      mustBeSeq(of);
      if (!session.presences.has(room.id))
        await mustBeMember(chat, session, room);
      mustSpeak(chat, session, room);
      const draft = { kind: "reacted", of, reaction, isOn } as const;
      return appendAs(chat, session, room, draft, params);
    };
    const { key } = params;
    const appended = await onceByKey(
      chat,
      session,
      room,
      key,
      append,
      "reacted",
    );
    const { entry, repeated } = appended;
    if (entry.kind !== "reacted") return { ...appended, count: 0 };
    if (!repeated) return { ...appended, count: entry.count };
    // Others may have reacted since.
    const [message] = await room.page(entry.of + 1, 1, identity.id);
    const given = message?.kind === "said" ? message.reactions : undefined;
    const now = given?.find(({ reaction }) => reaction === entry.reaction);
    return { ...appended, count: now?.count ?? 0 };
  });
}
