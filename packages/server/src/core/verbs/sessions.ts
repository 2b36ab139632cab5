// sessions: where someone is signed in. A sign-in is a token and the sessions that came by it, or a session without one.
import type { Chat } from "../chat.ts";
import type { Session } from "../session.ts";
import type { TokenFacts } from "../ports/identity-store.ts";

/** Of those without a token; nobody has so many by mistake. */
const LIVE_MOST = 200;

export interface SignedIn extends TokenFacts {
  /** What to revoke it by. */
  readonly id: string;
  readonly at: number;
  readonly isLive: boolean;
  readonly isCurrent: boolean;
}

/** The newest first. @throws ChatError `rate_limited`, `unavailable` */
export function sessions(
  chat: Chat,
  session: Session,
): Promise<readonly SignedIn[]> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { identity, credential } = session;
    const tokens = identity.isPassing
      ? []
      : await chat.store.identities.tokensOf(identity.id);
    const live = ownSessions(chat, session);
    const known = new Set(tokens.map(({ id }) => id));
    const signedIn = tokens.map((token) => ({
      ...token,
      isLive: live.some((one) => one.credential?.id === token.id),
      isCurrent: credential?.id === token.id,
    }));
    const alone = live.filter(
      (one) => one.credential === undefined || !known.has(one.credential.id),
    );
    return [
      ...signedIn,
      ...alone.slice(-LIVE_MOST).map((one) => asSignedIn(one, session)),
    ].sort((a, b) => b.at - a.at);
  });
}

function asSignedIn(one: Session, session: Session): SignedIn {
  const { id, door, address, at } = one;
  const facts = { label: "", scopes: undefined, until: undefined };
  const isCurrent = one === session;
  return { ...facts, id, door, address, at, isLive: true, isCurrent };
}

/** Those who share an identity are not one person. */
export const ownSessions = (
  chat: Chat,
  session: Session,
): readonly Session[] =>
  session.identity.kind === "anonymous"
    ? [session]
    : chat.sessionsOf(session.identity.id).filter((one) => !one.isOver);
