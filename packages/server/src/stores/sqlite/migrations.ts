// Brings a database file to the newest schema. `PRAGMA user_version` says how many of its steps a file has seen.
import type { DatabaseSync } from "node:sqlite";
import { isNoDatabase } from "./failures.ts";
import { schemaSteps } from "./schema.ts";

/** "Koin": marks a database file as this program's. */
const applicationId = 0x4b6f_696e;

/** Changes nothing. @throws Error for the operator when the file is another program's, or a newer version's. */
export function checkIsOurs(database: DatabaseSync): void {
  let version: number;
  try {
    version = pragma(database, "user_version");
  } catch (cause) {
    if (!isNoDatabase(cause)) throw cause;
    throw new Error(
      "it is no database. Move it away, or name another directory with --data",
      { cause },
    );
  }
  const isOurs = pragma(database, "application_id") === applicationId;
  if (!isOurs && (version > 0 || hasTables(database)))
    throw new Error(
      "it is another program's database. Move it away, or name another directory with --data",
    );
  const known = schemaSteps.length;
  if (version > known)
    throw new Error(
      `it is of version ${version}, and this program knows versions up to ${known}. Start the newer program that wrote it, or name another directory with --data`,
    );
}

/** Brings the schema of a file that is ours up to date, each step in a transaction. */
export function migrate(database: DatabaseSync): void {
  for (const [version, step] of schemaSteps.entries()) {
    const next = version + 1;
    if (pragma(database, "user_version") >= next) continue;
    try {
      database.exec(`BEGIN IMMEDIATE; ${step};
        PRAGMA application_id = ${applicationId};
        PRAGMA user_version = ${next};
        COMMIT`);
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }
}

function pragma(database: DatabaseSync, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return Number(row?.[name]);
}

function hasTables(database: DatabaseSync): boolean {
  const tables = "SELECT 1 FROM sqlite_schema LIMIT 1";
  return database.prepare(tables).get() !== undefined;
}
