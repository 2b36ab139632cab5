// token: a token for a program of one's own, with a label, and perhaps not good for everything, nor for ever.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { readLabel } from "../messages/read-line.ts";
import type { Session } from "../session.ts";
import { scopes as allScopes, type Scope } from "../ports/identity-store.ts";
import { changedMeanwhile } from "./login.ts";
import { giveToken, type GivenToken } from "./token.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const DAYS_MOST = 3_650;

export interface ApiToken {
  /** One line of 1 to 64 characters. */
  readonly label: string;
  /** At least one. */
  readonly scopes: readonly Scope[];
  /** 1 to 3,650; undefined: until it is revoked. */
  readonly days?: number | undefined;
}

/**
 * Told once, and committed.
 * @throws ChatError `not_allowed` for guests, and for scopes that the caller's own token has not; `bad_request`,
 * `too_large`, `rate_limited`, `unavailable`
 */
export function apiToken(
  chat: Chat,
  session: Session,
  params: ApiToken,
): Promise<GivenToken> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { identity, credential, door, address } = session;
    if (identity.kind !== "account")
      throw new ChatError(
        "not_allowed",
        "Only an account makes tokens. Register first.",
      );
    const label = readLabel(params.label);
    const scopes = allScopes.filter((scope) => params.scopes.includes(scope));
    if (scopes.length === 0)
      throw new ChatError(
        "bad_request",
        `Say what it is good for: ${allScopes.join(", ")}.`,
      );
    const own = credential?.scopes ?? allScopes;
    if (!scopes.every((scope) => own.includes(scope)))
      throw new ChatError(
        "not_allowed",
        "A token makes no other that is good for more than itself.",
      );
    const until = untilOf(params.days, chat.now(), credential?.until);
    const facts = { label, scopes, door, address, until };
    const given = await giveToken(chat, identity.id, facts);
    if (!session.isOver) return given;
    // The password was changed meanwhile, or he was put out: it would outlive that.
    await chat.store.identities.removeToken(given.credential.hash);
    throw changedMeanwhile();
  });
}

/** No longer than the token that makes it. */
function untilOf(
  days: number | undefined,
  now: number,
  own: number | undefined,
): number | undefined {
  const isWhole = days === undefined || Number.isInteger(days);
  if (!isWhole || (days !== undefined && (days < 1 || days > DAYS_MOST)))
    throw new ChatError(
      "bad_request",
      `For how many days is a number from 1 to ${DAYS_MOST}.`,
    );
  const until = days === undefined ? undefined : now + days * DAY_MS;
  return own === undefined || (until !== undefined && until < own)
    ? until
    : own;
}
