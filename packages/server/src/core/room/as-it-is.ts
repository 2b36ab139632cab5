// What was read from the store may be older than what people have been told since: an open room knows better.
import type { Chat } from "../chat.ts";
import type { RoomRecord } from "../ports/room-store.ts";

/** The record as it is now, if the room is open, else as it was read. */
export function asItIs({ rooms }: Chat, record: RoomRecord): RoomRecord {
  const open = rooms.get(record.id);
  // A direct room's title is its people's, and nothing of it changes.
  if (open === undefined || open.kind === "direct") return record;
  const { id, title, folded, kind, most, topic, description, isArchived } =
    open;
  const about = { title, folded, kind, most, topic, description, isArchived };
  return { id, ...about, master: open.masterId };
}
