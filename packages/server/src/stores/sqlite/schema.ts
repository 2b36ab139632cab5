// The SQLite file: how it is opened, and the numbered migrations that bring it to the present form. Used by both
// worker threads.
import { DatabaseSync } from "node:sqlite";

/** "Koin": marks the file as ours (PRAGMA application_id). */
const APPLICATION_ID = 0x4b6f696e;

/** Each brings the file from the version of its place to the next. Never changed once released, only added to. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE rooms (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    epoch TEXT NOT NULL
  ) STRICT;

  CREATE TABLE entries (
    room INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    by TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    key TEXT,
    PRIMARY KEY (room, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX entries_by_key ON entries (by, key, room) WHERE key IS NOT NULL;

  CREATE TABLE identities (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    seen INTEGER NOT NULL,
    has_spoken INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identities_by_seen ON identities (kind, has_spoken, seen);

  CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,
    identity TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tokens_by_identity ON tokens (identity);

  CREATE TABLE members (
    room INTEGER NOT NULL,
    identity TEXT NOT NULL,
    PRIMARY KEY (room, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_by_identity ON members (identity, room);
  `,
];

export interface DatabaseOptions {
  readonly file: string;
  readonly durability: "full" | "normal";
}

/** For the writer: makes and migrates the file. @throws Error with a text for the operator */
export function openForWriting({
  file,
  durability,
}: DatabaseOptions): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    migrate(database, file);
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${durability === "full" ? "FULL" : "NORMAL"};
      PRAGMA secure_delete = ON;
      PRAGMA cache_size = -16000;
      PRAGMA wal_autocheckpoint = 4000;
      PRAGMA journal_size_limit = 67108864;
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** For the reader, when the writer has opened the file. */
export function openForReading({ file }: DatabaseOptions): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  database.exec("PRAGMA cache_size = -16000;");
  return database;
}

function migrate(database: DatabaseSync, file: string): void {
  const version = readPragma(database, "user_version", file);
  const mark = readPragma(database, "application_id", file);
  const isNew =
    version === 0 &&
    mark === 0 &&
    readPragma(database, "schema_version", file) === 0;
  if (!isNew && mark !== APPLICATION_ID) {
    throw new Error(
      `${file} is not a database of Koine. Move it away, or choose another folder with --data.`,
    );
  }
  if (version > MIGRATIONS.length) {
    throw new Error(
      `${file} is of version ${version}, and this Koine knows up to ${MIGRATIONS.length}. Run the newer Koine that wrote it, or restore a backup from before.`,
    );
  }
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < version) continue;
    database.exec(
      `BEGIN IMMEDIATE; ${migration} PRAGMA user_version = ${index + 1}; PRAGMA application_id = ${APPLICATION_ID}; COMMIT;`,
    );
  }
}

function readPragma(
  database: DatabaseSync,
  name: string,
  file: string,
): number {
  try {
    return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  } catch (cause) {
    if (String(cause).includes("not a database")) {
      throw new Error(
        `${file} is not a database. Move it away, or choose another folder with --data.`,
        { cause },
      );
    }
    throw cause;
  }
}
