// directs: one's direct conversations.
import type { Chat } from "../chat.ts";
import { peopleIn } from "../direct.ts";
import type { Person, RoomId } from "../entries.ts";
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
    const ids = await rooms.roomsOf(session.identity.id, LOOKED_THROUGH);
    const records = await Promise.all(ids.map((id) => rooms.byId(id)));
    const own = records
      .filter((record) => record?.kind === "direct")
      .reverse()
      .slice(0, limit);
    return Promise.all(
      own.map(async (record) => ({
        id: record?.id ?? "",
        people: await Promise.all(
          peopleIn(record?.folded ?? "").map(async (id) => ({
            id,
            name: await chat.nameOf(id),
          })),
        ),
      })),
    );
  });
}
