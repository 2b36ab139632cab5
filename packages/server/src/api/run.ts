// Runs a verb of the protocol for whoever calls it, at the native door and over HTTP alike, if his token is good for it.
import { verbs, type Params, type VerbName } from "@koine/protocol";
import type { Chat } from "../core/chat.ts";
import { ChatError } from "../core/errors.ts";
import type { Session } from "../core/session.ts";
import { redeem } from "../core/verbs/redeem.ts";
import { register } from "../core/verbs/register.ts";
import type { SessionVerb } from "./bound.ts";
import { readParams } from "./params.ts";
import { table } from "./table.ts";

/** `params` are checked already. @throws ChatError */
export async function runVerb<V extends SessionVerb>(
  chat: Chat,
  session: Session,
  verb: V,
  params: Params<V>,
): Promise<unknown> {
  mustBeGood(chat, session, verb);
  const run = table[verb] as (...args: unknown[]) => Promise<unknown>;
  return run(chat, session, params);
}

/** One of the verbs that need no session, for someone who has none; undefined for any other. @throws ChatError */
export function runFirst(
  chat: Chat,
  verb: VerbName,
  raw: unknown,
  address: string,
): Promise<unknown> | undefined {
  if (verb === "register")
    return register(chat, readParams(verb, raw), { address });
  if (verb === "redeem")
    return redeem(chat, readParams(verb, raw), { address }).then((name) => ({
      name,
    }));
  return undefined;
}

/** @throws ChatError `unavailable`, `bad_token` when its time is over, `not_allowed` for what it is not good for */
function mustBeGood(chat: Chat, session: Session, verb: SessionVerb): void {
  if (session.isOver)
    throw new ChatError(
      "unavailable",
      "The session has ended. Say hello again.",
    );
  const { scopes, until = Infinity } = session.credential ?? {};
  if (until <= chat.now()) {
    chat.dismiss(session, "revoked", "The token has expired. Make another.");
    throw new ChatError("bad_token", "The token has expired. Make another.");
  }
  const { scope } = verbs[verb];
  if (scopes === undefined || scopes.includes(scope)) return;
  throw new ChatError(
    "not_allowed",
    `This token is good for ${scopes.join(", ")}; ${verb} needs ${scope}. Make another.`,
  );
}
