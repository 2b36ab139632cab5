// delete: takes a message away, with everything that was ever in it.
import type { Chat } from "../chat.ts";
import type { EntryOf, Extra } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Appended } from "../ports/log.ts";
import { appendAs, isOwn, mustFindMessage } from "../messages/messages.ts";
import { onceByKey } from "../messages/once-by-key.ts";
import { mustBe, mustBeAbove, mustRead } from "../house/rights.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import { asSeen } from "./invite.ts";

export interface Delete {
  readonly room: string;
  /** Of the message. */
  readonly seq: number;
  /** As of `say`. */
  readonly key?: string | undefined;
  readonly extra?: Extra | undefined;
}

/**
 * Durable when it resolves. For its author, also when he is muted or the room is archived; and, but in a direct room, for
 * a moderator or above who is above the author: that is audited.
 * @throws ChatError `bad_request` (a key used for something else), `no_such_room`, `not_member`, `no_such_message`,
 * `not_allowed`, `rate_limited`, `unavailable`
 */
export function deleteMessage(
  chat: Chat,
  session: Session,
  params: Delete,
): Promise<Appended> {
  return session.order.leading(async (begun) => {
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    const append = async (): Promise<Appended> => {
      await mustRead(chat, session, room);
      session.pace.say(chat.now());
      const message = await mustFindMessage(chat, room, params.seq);
      const draft = { kind: "deleted", of: message.seq } as const;
      if (isOwn(session, message)) {
        const appending = appendAs(chat, session, room, draft, params);
        begun();
        return appending;
      }
      const { acts } = chat.house;
      return acts.alone(room.id, async () => {
        await acts.look(() => mustRuleOver(chat, session, room, message));
        const [appended] = await Promise.all([
          appendAs(chat, session, room, draft, params),
          chat.audit({
            by: asSeen(room, session),
            act: "delete",
            room,
            whom: { id: message.by, name: message.name },
            note: `message ${message.seq}`,
          }),
        ]);
        return appended;
      });
    };
    return onceByKey(chat, session, room, params.key, append, "deleted");
  });
}

async function mustRuleOver(
  chat: Chat,
  session: Session,
  room: Room,
  { by }: EntryOf<"said">,
): Promise<void> {
  if (room.kind === "direct")
    throw new ChatError(
      "not_allowed",
      "Only its author deletes a direct message.",
    );
  await mustBe(chat, session, room, "moderator");
  await mustBeAbove(chat, session, room, by);
}
