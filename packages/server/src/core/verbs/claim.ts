// claim: makes an account the owner, with the one-time link that a server without an owner tells at its start.
import { timingSafeEqual } from "node:crypto";
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { hashToken } from "../ids.ts";
import { byLink } from "../house/one-time-links.ts";
import type { Session } from "../session.ts";

/**
 * @throws ChatError `not_allowed` for whoever has no account, `bad_token` for another link, or when there is an owner;
 * `rate_limited`, `unavailable`
 */
export function claim(
  chat: Chat,
  session: Session,
  token: string,
): Promise<void> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { identity, address } = session;
    if (identity.kind !== "account")
      throw new ChatError(
        "not_allowed",
        "Only an account can be the owner. Register, then open the link again.",
      );
    await byLink(chat, address, () =>
      chat.house.acts.alone(undefined, () => makeOwner(chat, session, token)),
    );
  });
}

async function makeOwner(
  chat: Chat,
  { identity }: Session,
  token: string,
): Promise<void> {
  const { house, store } = chat;
  const link = house.ownerLink;
  if (link === undefined || !timingSafeEqual(hashToken(token), hashToken(link)))
    throw usedUp();
  const [isFirst] = await Promise.all([
    store.identities.makeFirstOwner(identity.id),
    chat.audit({ by: identity, act: "claim", whom: identity }),
  ]);
  house.ownerLink = undefined;
  if (!isFirst) throw usedUp();
  identity.role = "owner";
  house.arrivals.touch(identity.id);
  const { id, name } = identity;
  const who = { id, name };
  chat.tell(id, { kind: "promoted", who, role: "owner", by: who });
}

const usedUp = (): ChatError =>
  new ChatError(
    "bad_token",
    "This link was used, or is of an earlier start: the server's newest output has the one that counts.",
  );
