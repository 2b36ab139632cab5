// pass: hands something on among the connections of one dialect in a room (a picture, a sound). It is not kept.
import type { Chat } from "../chat.ts";
import { ChatError } from "../errors.ts";
import { maySpeak } from "../house/rights.ts";
import type { Session } from "../session.ts";
import { asSeen } from "./invite.ts";

export interface Pass {
  readonly room: string;
  readonly dialect: string;
  readonly value: string;
}

/** @throws ChatError `no_such_room`, `not_member`, `hidden`, `muted`, `archived`, `too_large`, `rate_limited`, `unavailable` */
export function pass(
  chat: Chat,
  session: Session,
  params: Pass,
): Promise<void> {
  return session.order.alone(async () => {
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    if (!session.presences.has(room.id))
      throw new ChatError("not_member", `Join "${room.title}" first.`);
    if (room.isHidden(session.identity.id))
      throw new ChatError("hidden", "Show yourself first.");
    maySpeak(chat, session, room);
    const { passBytes } = chat.limits;
    if (Buffer.byteLength(params.value) > passBytes)
      throw new ChatError(
        "too_large",
        `At most ${passBytes} bytes are handed on at once. Send less.`,
      );
    session.pace.say(chat.now());
    const { id: by, name } = asSeen(room, session);
    const { dialect, value } = params;
    room.notify({
      kind: "passed",
      room: room.id,
      by,
      name,
      dialect,
      value,
      origin: session.id,
    });
  });
}
