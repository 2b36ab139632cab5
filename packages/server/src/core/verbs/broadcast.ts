// broadcast: tells everyone who is in the chat now, wherever he is. It is not kept.
import { createHash, timingSafeEqual } from "node:crypto";
import type { Chat } from "../chat.ts";
import type { Extra } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { readText } from "../messages/read-text.ts";
import { isSuperuser } from "../house/rights.ts";
import type { Session } from "../session.ts";

export interface Broadcast {
  readonly text: string;
  /** The server's broadcast key; without it the account's role counts. */
  readonly key?: string | undefined;
  readonly extra?: Extra | undefined;
}

/** @throws ChatError `not_allowed`, `muted`, `bad_request`, `too_large`, `rate_limited`, `unavailable` */
export function broadcast(
  chat: Chat,
  session: Session,
  params: Broadcast,
): Promise<void> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    if (!isSuperuser(session) && !isKey(params.key, chat.broadcastKey))
      throw new ChatError(
        "not_allowed",
        "Only an owner, an admin, or whoever has the broadcast key tells everyone.",
      );
    chat.sanctions.mustSpeak(session);
    const text = readText(chat, params.text);
    const { id, name } = session.identity;
    await chat.audit({ by: { id, name }, act: "broadcast" });
    const live = { extra: params.extra, origin: session.id };
    chat.announce({ ...live, kind: "broadcast", by: { id, name }, text });
  });
}

/** Compared in constant time, whatever the lengths. */
function isKey(given: string | undefined, key: string | undefined): boolean {
  if (given === undefined || key === undefined) return false;
  const hash = (text: string): Buffer =>
    createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(key));
}
