// versions: the texts that a message had.
import type { Chat } from "../chat.ts";
import type { Version } from "../log.ts";
import { isOwn, mustBeSeq } from "../messages.ts";
import { noSuchMessage } from "../refusals.ts";
import { mustBe, mustRead } from "../rights.ts";
import type { Session } from "../session.ts";

/**
 * The first one first; none when the message is gone. For its author and for moderators of the room; in a direct room for
 * the author alone.
 * @throws ChatError `no_such_room`, `not_member`, `no_such_message`, `not_allowed`, `rate_limited`, `unavailable`
 */
export function versions(
  chat: Chat,
  session: Session,
  params: { readonly room: string; readonly seq: number },
): Promise<readonly Version[]> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    // They may be large: who does not read the last ones is not held others.
    await session.ear?.line.drained();
    const { seq } = params;
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    await mustRead(chat, session, room);
    mustBeSeq(seq);
    const message = await chat.store.log.at(room.id, seq);
    if (message?.kind !== "said") throw noSuchMessage();
    if (!isOwn(session, message))
      await mustBe(chat, session, room, "moderator");
    const found = await room.upToDate(() =>
      chat.store.log.versions(room.id, seq),
    );
    const isGone = found.later.some(
      (entry) => entry.kind === "deleted" && entry.of === seq,
    );
    return isGone ? [] : found.value;
  });
}
