// visit: begins a session of a passing guest: he has no token, and nothing of him is kept but what he says.
import type { Chat } from "../chat.ts";
import type { Extra } from "../entries.ts";
import { newIdentityId } from "../ids.ts";
import { readName } from "../people/names.ts";
import type { Session } from "../session.ts";
import type { Visitor } from "../visitor.ts";

export interface Visit {
  readonly name: string;
  /** A name that is another's is given with a suffix (`bob~1`), not refused. */
  readonly suffix?: boolean | undefined;
  readonly extra?: Extra | undefined;
}

/** @throws ChatError `bad_name`, `name_taken`, `banned`, `locked`, `rate_limited`, `unavailable` */
export async function visit(
  chat: Chat,
  params: Visit,
  visitor: Visitor,
): Promise<Session> {
  chat.addresses.paceHello(visitor.address, chat.now());
  const id = newIdentityId();
  // Before a name is claimed for him; asked again when he enters.
  chat.house.mustCome({ id, kind: "guest" }, visitor.address);
  let name = readName(params.name);
  if (params.suffix === true) name = await chat.names.claimOrSuffix(name, id);
  else await chat.names.claim(name, id);
  const parts = { id, kind: "guest", name, isPassing: true } as const;
  return chat.enter(parts, visitor, { extra: params.extra });
}

/** Begins a session of the identity that everyone without a name shares. @throws ChatError `banned`, `locked`, `rate_limited` */
export async function enterAnonymous(
  chat: Chat,
  visitor: Visitor,
): Promise<Session> {
  chat.addresses.paceHello(visitor.address, chat.now());
  const { id, name } = chat.anonymous;
  return chat.enter({ id, kind: "anonymous", name, isPassing: true }, visitor);
}
