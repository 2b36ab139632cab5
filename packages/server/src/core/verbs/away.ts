// away: whether anybody is at the keyboard of a session.
import { presenceOf, refreshActivity } from "../people/activity.ts";
import type { Chat } from "../chat.ts";
import type { PresenceKind } from "../entries.ts";
import type { Session } from "../session.ts";

/**
 * How he is shown from now on, by all his sessions. A session that hears nothing, such as a call over HTTP, counts for
 * nothing. @throws ChatError `rate_limited`
 */
export function setAway(
  chat: Chat,
  session: Session,
  isAway: boolean,
): Promise<PresenceKind> {
  return session.order.alone(() => {
    session.pace.verb(chat.now());
    const { identity } = session;
    // All his rooms are told of a change.
    if (session.isAway !== isAway) session.pace.announce(chat.now());
    session.isAway = isAway;
    refreshActivity(chat, identity);
    const isShared = identity.kind === "anonymous";
    return Promise.resolve(isShared ? "online" : presenceOf(chat, identity.id));
  });
}
