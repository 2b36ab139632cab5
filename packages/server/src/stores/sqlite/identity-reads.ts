// The reader's calls about guests, accounts and what is kept of them. A part of reads.ts.
import type { DatabaseSync } from "node:sqlite";
import type { IdentityRecord, ServerRole } from "../../core/store.ts";
import type { IdentityReads } from "./calls.ts";

export function prepareIdentityReads(database: DatabaseSync): IdentityReads {
  const identityById = database.prepare(
    "SELECT id, kind, name, role FROM identities WHERE id = ?",
  );
  const identityByToken = database.prepare(
    `SELECT id, kind, name, role FROM identities
     WHERE id = (SELECT identity FROM tokens WHERE hash = ?)`,
  );
  const accountByFolded = database.prepare(
    `SELECT id, name, role, password FROM identities
     WHERE folded = ?1 OR alike = ?1`,
  );
  const preferences = database.prepare(
    "SELECT text FROM preferences WHERE identity = ? AND dialect = ?",
  );

  return {
    identityByToken: (hash) => identityFrom(identityByToken.get(hash)),
    identityById: (id) => identityFrom(identityById.get(id)),
    accountByFolded(folded) {
      const row = accountByFolded.get(folded);
      if (row === undefined) return undefined;
      return {
        id: String(row["id"]),
        kind: "account",
        name: String(row["name"]),
        role: roleFrom(row["role"]),
        passwordHash: String(row["password"]),
      };
    },
    preferences: (id, dialect) =>
      String(preferences.get(id, dialect)?.["text"] ?? ""),
  };
}

function identityFrom(
  row: Record<string, unknown> | undefined,
): IdentityRecord | undefined {
  if (row === undefined) return undefined;
  const { id, kind, name, role } = row;
  return {
    id: String(id),
    kind: kind as IdentityRecord["kind"],
    name: String(name),
    role: roleFrom(role),
  };
}

function roleFrom(role: unknown): ServerRole | undefined {
  return (role as ServerRole | null) ?? undefined;
}
