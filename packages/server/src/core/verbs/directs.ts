// directs: one's direct conversations.
import type { Chat } from "../chat.ts";
import { peopleIn } from "../room/direct.ts";
import type { Person, RoomId } from "../entries.ts";
import { namesOf } from "../people/names-of.ts";
import type { Session } from "../session.ts";

export interface DirectRoom {
  readonly id: RoomId;
  readonly people: readonly Person[];
}

/** Rooms looked through; a person is in fewer. */
const LOOKED_THROUGH = 1_000;

/** The one begun last first, at most `limit`. @throws ChatError `rate_limited`, `unavailable` */
export function directs(
  chat: Chat,
  session: Session,
  limit: number,
): Promise<readonly DirectRoom[]> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { rooms } = chat.store;
    const all = await rooms.standings(session.identity.id, LOOKED_THROUGH);
    const found = all
      .filter(({ room }) => room.kind === "direct")
      .reverse()
      .slice(0, limit)
      .map(({ room: { id, folded } }) => ({ id, people: peopleIn(folded) }));
    const person = await namesOf(
      chat,
      found.flatMap(({ people }) => people),
    );
    return found.map(({ id, people }) => ({ id, people: people.map(person) }));
  });
}
