// Between rooms and the columns they are kept in.
import type { RoomRecord } from "../../core/store.ts";

/** UTF-16, big end first: bytes whose order is the order by code unit. */
export function foldedToBytes(folded: string): Uint8Array {
  return Buffer.from(folded, "utf16le").swap16();
}

/** From the columns id, title and folded. */
export function roomFrom(
  row: Record<string, unknown> | undefined,
): RoomRecord | undefined {
  if (row === undefined) return undefined;
  const { id, title, folded } = row;
  return {
    id: String(id),
    title: String(title),
    folded: Buffer.from(folded as Uint8Array)
      .swap16()
      .toString("utf16le"),
  };
}
