// Between rooms, their members, and the columns they are kept in.
import type { RoomKind } from "../../core/entries.ts";
import type {
  Membership,
  RoomRecord,
  RoomRole,
} from "../../core/ports/room-store.ts";

/** The columns of a room in SQL, as `roomFrom` takes them. */
export const roomColumns = `rooms.id, rooms.title, rooms.folded, rooms.kind,
  rooms.most, rooms.master, rooms.topic, rooms.description, rooms.archived`;

/** The columns of a member in SQL, as `membershipFrom` takes them. */
export const memberColumns = "members.nick, members.role, members.read";

/** Within the entries of the room with the number `n`, an expression in SQL. */
export const inRoom = (n: string): string =>
  `entries.id > (${n} << 32) AND entries.id <= (${n} << 32 | 0xffffffff)`;

/** UTF-16, big end first: bytes whose order is the order by code unit. */
export function foldedToBytes(folded: string): Uint8Array {
  return Buffer.from(folded, "utf16le").swap16();
}

type Row = Readonly<Record<string, unknown>>;

export function roomFrom(row: Row): RoomRecord {
  return {
    id: String(row["id"]),
    title: String(row["title"]),
    folded: Buffer.from(row["folded"] as Uint8Array)
      .swap16()
      .toString("utf16le"),
    kind: row["kind"] as RoomKind,
    most: Number(row["most"]),
    master: (row["master"] as string | null) ?? undefined,
    topic: String(row["topic"]),
    description: String(row["description"]),
    isArchived: row["archived"] === 1,
  };
}

export function membershipFrom(row: Row): Membership {
  return {
    nick: (row["nick"] as string | null) ?? undefined,
    role: (row["role"] as RoomRole | null) ?? undefined,
    read: Number(row["read"]),
  };
}
