// revoke: ends a sign-in of one's own at once, at whatever door it is, and takes its token back.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import type { Session } from "../session.ts";
import { ownSessions } from "./sessions.ts";

const FROM_ANOTHER = "This session was ended from another one of yours.";
const BY_ITSELF = "You have ended this session.";

/** `ref` is the id of a token, or of a session. @throws ChatError `bad_request`, `rate_limited`, `unavailable` */
export function revoke(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<void> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { identity } = session;
    const live = ownSessions(chat, session).find(({ id }) => id === ref);
    const token = live === undefined ? ref : live.credential?.id;
    const wasOnes =
      token !== undefined &&
      !identity.isPassing &&
      (await chat.store.identities.removeTokenById(identity.id, token));
    if (token !== undefined) chat.house.arrivals.touch(token);
    const ended = ownSessions(chat, session).filter(
      (one) =>
        one === live || (token !== undefined && one.credential?.id === token),
    );
    if (!wasOnes && ended.length === 0)
      throw new ChatError(
        "bad_request",
        "You have no such session. Ask `sessions` for those there are.",
      );
    for (const one of ended)
      if (one !== session) chat.dismiss(one, "revoked", FROM_ANOTHER);
      // Behind the answer.
      else setImmediate(() => chat.dismiss(one, "revoked", BY_ITSELF));
  });
}
