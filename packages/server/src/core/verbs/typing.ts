// typing: tells those in a room that someone is writing. Not kept.
import type { Chat } from "../chat.ts";
import { mustBeShown } from "../messages/messages.ts";
import { maySpeak, mustBeMember } from "../house/rights.ts";
import type { Session } from "../session.ts";
import { asSeen } from "./invite.ts";

/** Told by one session at most so often. */
const EVERY_MS = 3_000;

/**
 * Nobody is told when it comes too often, in a room with many people, or from Anonymous, who is many people himself.
 * @throws ChatError `no_such_room`, `not_member`, `hidden`, `muted`, `archived`, `rate_limited`, `unavailable`
 */
export function typing(
  chat: Chat,
  session: Session,
  params: { readonly room: string },
): Promise<void> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { identity } = session;
    const room = await chat.rooms.mustFindFor(identity, params.room);
    await mustBeMember(chat, session, room);
    mustBeShown(room, session);
    maySpeak(chat, session, room);
    if (room.isBig || identity.kind === "anonymous") return;
    const now = chat.now();
    if (now - session.typedAt < EVERY_MS) return;
    session.typedAt = now;
    const { id, name } = asSeen(room, session);
    const typed = { kind: "typing", room: room.id, id, name } as const;
    room.notify({ ...typed, origin: session.id });
  });
}
