// versions: the texts that a message had.
import type { Chat } from "../chat.ts";
import type { Version } from "../ports/log.ts";
import { isOwn, mustBeSeq } from "../messages/messages.ts";
import { noSuchMessage } from "../refusals.ts";
import { mustBe, mustRead } from "../house/rights.ts";
import type { Session } from "../session.ts";

export interface Versions {
  readonly room: string;
  /** Of the message. */
  readonly seq: number;
  /** The `next` of the page before. */
  readonly after?: number | undefined;
  /** 1 to 200; 50 if absent. */
  readonly limit?: number | undefined;
}

/**
 * The first one first; none when the message is gone. For its author and for moderators of the room; in a direct room for
 * the author alone.
 * @throws ChatError `no_such_room`, `not_member`, `no_such_message`, `not_allowed`, `rate_limited`, `unavailable`
 */
export function versions(
  chat: Chat,
  session: Session,
  params: Versions,
): Promise<{ versions: readonly Version[]; next: number | undefined }> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    // They may be large: who does not read the last ones is not held others.
    await session.ear?.line.drained();
    const { seq, after = 0, limit = 50 } = params;
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    await mustRead(chat, session, room);
    mustBeSeq(seq);
    const message = await chat.store.log.at(room.id, seq);
    if (message?.kind !== "said") throw noSuchMessage();
    if (!isOwn(session, message))
      await mustBe(chat, session, room, "moderator");
    const found = await room.upToDate(() =>
      // One more tells whether there is another page.
      chat.store.log.versions(room.id, seq, after, limit + 1),
    );
    const isGone = found.later.some(
      (entry) => entry.kind === "deleted" && entry.of === seq,
    );
    if (isGone) return { versions: [], next: undefined };
    const page = found.value.slice(0, limit);
    const isMore = found.value.length > limit;
    return { versions: page, next: isMore ? page.at(-1)?.seq : undefined };
  });
}
