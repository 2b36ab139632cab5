// Between bans, mutes, records of the audit, and the columns they are kept in.
import type { SQLInputValue } from "node:sqlite";
import type { AuditRecord, Sanction } from "../../core/ports/house-store.ts";

type Row = Readonly<Record<string, unknown>>;

export const sanctionColumns =
  "id, kind, room, owner, identity, address, name, by, by_name, reason, at, until";

export function sanctionFrom(row: Row): Sanction {
  return {
    id: String(row["id"]),
    kind: row["kind"] as Sanction["kind"],
    room: String(row["room"]) || undefined,
    owner: String(row["owner"]) || undefined,
    identity: String(row["identity"]) || undefined,
    address: String(row["address"]) || undefined,
    name: String(row["name"]),
    by: { id: String(row["by"]), name: String(row["by_name"]) },
    reason: String(row["reason"]),
    at: Number(row["at"]),
    until: (row["until"] as number | null) ?? undefined,
  };
}

/** In the order of `sanctionColumns`. */
export function sanctionToColumns(sanction: Sanction): SQLInputValue[] {
  const { id, kind, room = "", owner = "" } = sanction;
  const { identity = "", address = "" } = sanction;
  const { name, by, reason, at, until = null } = sanction;
  const of = [kind, room, owner, identity, address];
  return [id, ...of, name, by.id, by.name, reason, at, until];
}

export const auditColumns =
  "at, by, by_name, act, room, private, whom, whom_name, note";

export function auditFrom(row: Row): AuditRecord {
  const whom = row["whom"] as string | null;
  return {
    n: Number(row["n"]),
    at: Number(row["at"]),
    by: { id: String(row["by"]), name: String(row["by_name"]) },
    act: String(row["act"]),
    room: (row["room"] as string | null) ?? undefined,
    wasPrivate: row["private"] === 1,
    whom:
      whom === null ? undefined : { id: whom, name: String(row["whom_name"]) },
    note: String(row["note"]),
  };
}

/** In the order of `auditColumns`. */
export function auditToColumns(
  record: Omit<AuditRecord, "n">,
): SQLInputValue[] {
  const { at, by, act, room = null, wasPrivate, whom, note } = record;
  const where = [room, wasPrivate ? 1 : 0];
  const object = [whom?.id ?? null, whom?.name ?? null];
  return [at, by.id, by.name, act, ...where, ...object, note];
}
