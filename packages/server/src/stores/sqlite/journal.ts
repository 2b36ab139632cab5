// The journal (WAL) emptied into the database file. Used when something was deleted.
import type { DatabaseSync } from "node:sqlite";
import { busyTimeoutMs } from "./database.ts";

/** How long a commit that comes meanwhile may wait for a reader that is in the way. */
const patienceMs = 20;

/**
 * Whether it was done: a reader of another program may be in the way. Nothing of the journal is left in its file then.
 * @param database the connection that writes, without a transaction.
 */
export function emptyJournal(database: DatabaseSync): boolean {
  database.exec(`PRAGMA busy_timeout = ${patienceMs}`);
  try {
    const row = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
    return row?.["busy"] === 0;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  }
}
