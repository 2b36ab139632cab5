// What binds a verb of the protocol to the core's: the type of the table's parts.
import type { Params, Result, VerbName } from "@koine/protocol";
import type { Chat } from "../core/chat.ts";
import type { Session } from "../core/session.ts";

/** Every verb of someone who has a session. */
export type SessionVerb = Exclude<VerbName, "hello" | "redeem">;

export type Bound = {
  [V in SessionVerb]: (
    chat: Chat,
    session: Session,
    params: Params<V>,
  ) => Promise<Result<V>>;
};
