// Between rooms and the columns they are kept in.
import type { RoomKind } from "../../core/entries.ts";
import type { RoomRecord } from "../../core/store.ts";

/** The columns of a room in SQL, as `roomFrom` takes them. */
export const roomColumns = "id, title, folded, kind, most, master";

/** UTF-16, big end first: bytes whose order is the order by code unit. */
export function foldedToBytes(folded: string): Uint8Array {
  return Buffer.from(folded, "utf16le").swap16();
}

export function roomFrom(
  row: Record<string, unknown> | undefined,
): RoomRecord | undefined {
  if (row === undefined) return undefined;
  const { id, title, folded, kind, most, master } = row;
  return {
    id: String(id),
    title: String(title),
    folded: Buffer.from(folded as Uint8Array)
      .swap16()
      .toString("utf16le"),
    kind: kind as RoomKind,
    most: Number(most),
    master: (master as string | null) ?? undefined,
  };
}
