// create: makes a room that was not there before, as its maker wants it, and enters it.
import type { Chat } from "../chat.ts";
import type { Extra } from "../entries.ts";
import { readTitle } from "../people/names.ts";
import { readDescription, readTopic } from "../messages/read-about.ts";
import type { Session } from "../session.ts";
import { join, type Joined } from "./join.ts";

export interface Create {
  readonly title: string;
  /** `public` if absent. */
  readonly access?: "public" | "closed" | "private" | undefined;
  readonly topic?: string | undefined;
  readonly description?: string | undefined;
  readonly extra?: Extra | undefined;
}

/**
 * Whoever makes it is its owner. Private rooms may be called like others.
 * @throws ChatError `room_exists`, `bad_name`, `bad_request`, `too_large`, `not_allowed` (a private one of Anonymous),
 * `muted`, `too_many`, `rate_limited`, `unavailable`
 */
export async function createRoom(
  chat: Chat,
  session: Session,
  params: Create,
): Promise<Joined> {
  const { access = "public", topic = "", description = "", extra } = params;
  const as = {
    access,
    topic: readTopic(topic),
    description: readDescription(description),
  };
  const room = readTitle(params.title);
  return join(chat, session, { room, make: "must", as, extra });
}
