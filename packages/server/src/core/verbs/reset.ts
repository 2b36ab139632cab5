// reset: a one-time link with which someone who has forgotten his password sets another.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { hashToken, newToken } from "../ids.ts";
import { findAccount } from "../people/people.ts";
import { mustBeAbove, mustBeInHouse } from "../house/rights.ts";
import type { Session } from "../session.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

export interface Reset {
  /** Told once; only its hash is kept. In place of an earlier one. */
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** @throws ChatError `not_allowed`, `no_such_person`, `rate_limited`, `unavailable` */
export function reset(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<Reset> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    mustBeInHouse(session, "admin");
    const whom = await findAccount(chat, session, ref);
    return chat.house.acts.alone(undefined, async () => {
      const record = await chat.store.identities.byId(whom.id);
      if (record?.kind !== "account")
        throw new ChatError(
          "not_allowed",
          `${whom.name} has no account, and so no password.`,
        );
      await mustBeAbove(chat, session, undefined, whom.id);
      mustBeInHouse(session, "admin");
      const token = newToken();
      const until = chat.now() + DAY_MS;
      await Promise.all([
        chat.store.house.addReset(hashToken(token), whom.id, until),
        chat.audit({ by: session.identity, act: "reset", whom }),
      ]);
      return { token, until };
    });
  });
}
