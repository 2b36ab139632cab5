// The one table that binds the protocol's verbs to the core's. The native door and HTTP both call through it.
import type { Params, Result } from "@koine/protocol";
import { version } from "@koine/protocol/version";
import type { Chat } from "../core/chat.ts";
import { ChatError } from "../core/errors.ts";
import { serverRoleOf } from "../core/house/rights.ts";
import type { Session } from "../core/session.ts";
import { hello } from "../core/verbs/hello.ts";
import type { Visitor } from "../core/visitor.ts";
import { accessVerbs } from "./access.ts";
import type { Bound } from "./bound.ts";
import { messageVerbs } from "./messages.ts";
import { muteShown } from "./mute-shown.ts";
import { orderVerbs } from "./order.ts";
import { peopleVerbs } from "./people.ts";
import { roomVerbs } from "./rooms.ts";

export const table: Bound = {
  ...roomVerbs,
  ...messageVerbs,
  ...peopleVerbs,
  ...orderVerbs,
  ...accessVerbs,
};

/** Begins a session; the result is what the client is answered. */
export async function sayHello(
  chat: Chat,
  params: Params<"hello">,
  visitor: Visitor,
): Promise<{ session: Session; result: Result<"hello"> }> {
  if (params.versions !== undefined && !params.versions.includes(version)) {
    throw new ChatError(
      "version_unsupported",
      `This server speaks ${version}. Offer it in "versions".`,
    );
  }
  const { session, token } = await hello(chat, params, visitor);
  const { id, identity, credential } = session;
  const { lobby } = chat;
  const muted = chat.sanctions.muteOf(session);
  const result = {
    session: id,
    id: identity.id,
    name: identity.name,
    account: identity.kind === "account",
    role: serverRoleOf(identity),
    ...(muted && { muted: muteShown(muted) }),
    ...(credential?.scopes && { scopes: [...credential.scopes] }),
    ...(token === undefined ? {} : { token }),
    version,
    lobby: { room: lobby.id, title: lobby.title },
  };
  return { session, result };
}
