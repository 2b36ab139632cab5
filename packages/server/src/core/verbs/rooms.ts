// rooms: the public and closed rooms, by title.
import type { Chat } from "../chat.ts";
import type { RoomRecord } from "../ports/room-store.ts";
import { asItIs } from "../room/as-it-is.ts";
import type { Session } from "../session.ts";

export interface RoomsPage {
  readonly rooms: readonly {
    readonly record: RoomRecord;
    readonly count: number;
  }[];
  /** What to ask the next page with; absent after the last. */
  readonly next?: string;
}

/** @throws ChatError `rate_limited`, `unavailable` */
export function rooms(
  chat: Chat,
  session: Session,
  after: string,
  limit: number,
): Promise<RoomsPage> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const records = await chat.store.rooms.list(after, limit);
    const last = records.at(-1);
    // One that has become private meanwhile is told to nobody.
    const listed = records
      .map((record) => asItIs(chat, record))
      .filter(({ kind }) => kind !== "private");
    return {
      rooms: listed.map((record) => ({
        record,
        count: chat.rooms.get(record.id)?.count ?? 0,
      })),
      ...(last !== undefined && records.length === limit
        ? { next: last.folded }
        : {}),
    };
  });
}
