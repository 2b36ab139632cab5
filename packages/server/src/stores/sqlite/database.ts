// Opens a connection to the database file, as the writer or as the reader. Used inside the two worker threads only.
import { DatabaseSync } from "node:sqlite";
import { checkIsOurs } from "./migrations.ts";

export interface DatabaseOptions {
  readonly file: string;
  readonly durability: "full" | "normal";
  /**
   * The file, open for reading and writing; undefined when it could not be. It has to be open longer than every connection
   * of the process: closing it frees SQLite's own locks on the file.
   */
  readonly fd: number | undefined;
  /** Milliseconds from the beginning of one sweep of the file to that of the next, at least; see sweeper.ts. */
  readonly sweepEveryMs: number;
}

/** Nobody else writes; a person who looks into the file by hand is waited for, but not for long. */
export const busyTimeoutMs = 250;

// Reads are not mapped into memory: a disk that fails would then end the process instead of refusing one read.
const common = `
  PRAGMA mmap_size = 0;
  PRAGMA temp_store = MEMORY;
`;

/** @throws Error for the operator when the file is not ours to write. */
export function openForWriting(options: DatabaseOptions): DatabaseSync {
  const database = new DatabaseSync(options.file, {
    enableForeignKeyConstraints: false,
    timeout: busyTimeoutMs,
  });
  try {
    // First, since the mode of the journal is written into the file.
    checkIsOurs(database);
    database.exec(`${common}
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${options.durability === "full" ? "FULL" : "NORMAL"};
      PRAGMA secure_delete = ON;
      PRAGMA cache_size = -32000;
      PRAGMA wal_autocheckpoint = 4000;
      PRAGMA journal_size_limit = 67108864;
    `);
    // SQLite opens what it may not write for reading only, and stays so: that is found out now and not by an append.
    database.exec("BEGIN IMMEDIATE; ROLLBACK");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

export function openForReading(options: DatabaseOptions): DatabaseSync {
  const database = new DatabaseSync(options.file, {
    readOnly: true,
    enableForeignKeyConstraints: false,
    timeout: 1_000,
  });
  try {
    database.exec(`${common} PRAGMA cache_size = -16000`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
