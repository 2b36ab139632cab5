// The schema, as the numbered steps that lead to it. `PRAGMA user_version` says how many of them a file has seen.
import type { DatabaseSync } from "node:sqlite";
import { isNoDatabase } from "./failures.ts";

// An entry's id is its room's number and its seq in one integer, so that a room's entries lie together and in order.
// The index of keys begins with the key: keys that begin with the time then lie together, however many authors there are.
// Folded titles are kept in UTF-16, big end first: their order is then the order by code unit.
const first = `
  CREATE TABLE rooms (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    folded BLOB NOT NULL UNIQUE,
    epoch TEXT NOT NULL
  ) STRICT;

  CREATE TABLE entries (
    id INTEGER PRIMARY KEY, -- room << 32 | seq
    room INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    author TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    key TEXT
  ) STRICT;
  CREATE UNIQUE INDEX entries_key ON entries (key, author, room) WHERE key IS NOT NULL;

  CREATE TABLE members (
    room INTEGER NOT NULL,
    identity TEXT NOT NULL,
    PRIMARY KEY (room, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_identity ON members (identity, room);

  CREATE TABLE identities (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    seen INTEGER NOT NULL,
    spoken INTEGER NOT NULL -- 1 from the first entry on
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identities_seen ON identities (kind, spoken, seen);

  CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,
    identity TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tokens_identity ON tokens (identity);
`;

// Direct rooms are told by their folded title, which begins with two zero bytes: lists and counts then read one index.
// The order of joining and the order of tokens count within one identity, so that the next is found by the index.
const second = `
  ALTER TABLE rooms ADD COLUMN kind TEXT NOT NULL DEFAULT 'public';
  ALTER TABLE rooms ADD COLUMN most INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE rooms ADD COLUMN master TEXT;

  ALTER TABLE members ADD COLUMN joined INTEGER NOT NULL DEFAULT 0; -- 1, 2, 3 ... of an identity
  ALTER TABLE members ADD COLUMN nick TEXT;
  DROP INDEX members_identity;
  CREATE INDEX members_identity ON members (identity, joined);

  CREATE TABLE invitations (
    room INTEGER NOT NULL,
    identity TEXT NOT NULL,
    PRIMARY KEY (room, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX invitations_identity ON invitations (identity);

  ALTER TABLE identities ADD COLUMN folded TEXT; -- of accounts only
  ALTER TABLE identities ADD COLUMN alike TEXT; -- the other reading of the name, if there is one
  ALTER TABLE identities ADD COLUMN password TEXT;
  ALTER TABLE identities ADD COLUMN role TEXT;
  CREATE UNIQUE INDEX identities_folded ON identities (folded) WHERE folded IS NOT NULL;
  CREATE INDEX identities_alike ON identities (alike) WHERE alike IS NOT NULL;

  ALTER TABLE tokens ADD COLUMN at INTEGER NOT NULL DEFAULT 0; -- later than that of the identity's token before
  DROP INDEX tokens_identity;
  CREATE INDEX tokens_identity ON tokens (identity, at);

  CREATE TABLE preferences (
    identity TEXT NOT NULL,
    dialect TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (identity, dialect)
  ) STRICT, WITHOUT ROWID;
`;

// `of` is the message that an entry is about, or that it answers. `latest` of a message is the seq of its newest edit, or
// less than 0 when it is gone, and so it is of edits then. `said` is how many messages the log had with this entry; entries
// from before have none, and were all messages: it is their seq. `mentions` are ids with blanks between, and `room`.
// `count` of a message is how many kinds of reactions it has; of a reaction how many have given it, this one counted in.
const third = `
  ALTER TABLE rooms ADD COLUMN topic TEXT NOT NULL DEFAULT '';
  ALTER TABLE rooms ADD COLUMN description TEXT NOT NULL DEFAULT '';
  ALTER TABLE rooms ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

  ALTER TABLE entries ADD COLUMN of INTEGER;
  ALTER TABLE entries ADD COLUMN latest INTEGER;
  ALTER TABLE entries ADD COLUMN said INTEGER;
  ALTER TABLE entries ADD COLUMN mentions TEXT;
  ALTER TABLE entries ADD COLUMN count INTEGER;
  CREATE INDEX entries_edits ON entries (room, of) WHERE kind = 1;

  CREATE TABLE reactions (
    room INTEGER NOT NULL,
    of INTEGER NOT NULL,
    reaction TEXT NOT NULL,
    identity TEXT NOT NULL,
    seq INTEGER NOT NULL, -- of the entry that gave it
    PRIMARY KEY (room, of, reaction, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reactions_given ON reactions (room, of, seq);

  CREATE TABLE reaction_counts (
    room INTEGER NOT NULL,
    of INTEGER NOT NULL,
    reaction TEXT NOT NULL,
    count INTEGER NOT NULL, -- 1 or more
    first INTEGER NOT NULL, -- seq of the entry that gave it when nobody had
    PRIMARY KEY (room, of, reaction)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE mentions (
    identity TEXT NOT NULL, -- '' for everyone in the room
    room INTEGER NOT NULL,
    seq INTEGER NOT NULL, -- of the message
    author TEXT NOT NULL,
    PRIMARY KEY (identity, room, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mentions_message ON mentions (room, seq);

  -- One row while something was deleted and pieces of it may be left in the gaps of pages.
  CREATE TABLE unswept (n INTEGER PRIMARY KEY) STRICT;

  ALTER TABLE members ADD COLUMN role TEXT;
  ALTER TABLE members ADD COLUMN read INTEGER NOT NULL DEFAULT 0; -- who was a member before has read everything
  UPDATE members SET read = coalesce((
    SELECT id & 0xffffffff FROM entries
    WHERE id > (members.room << 32) AND id <= (members.room << 32 | 0xffffffff)
    ORDER BY id DESC LIMIT 1), 0);

  ALTER TABLE tokens ADD COLUMN label TEXT NOT NULL DEFAULT '';
  ALTER TABLE tokens ADD COLUMN scopes TEXT; -- with blanks between; NULL for everything
  ALTER TABLE tokens ADD COLUMN door TEXT NOT NULL DEFAULT '';
  ALTER TABLE tokens ADD COLUMN address TEXT NOT NULL DEFAULT '';
  ALTER TABLE tokens ADD COLUMN until INTEGER;

  CREATE INDEX identities_role ON identities (role) WHERE role IS NOT NULL;

  CREATE TABLE sanctions (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    room TEXT NOT NULL, -- '' for the whole chat
    identity TEXT NOT NULL, -- '' for an address
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    by TEXT NOT NULL,
    by_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX sanctions_of ON sanctions (kind, room, identity, address);

  CREATE TABLE audit (
    n INTEGER PRIMARY KEY, -- 1, 2, 3 ...; only the oldest are removed
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    by_name TEXT NOT NULL,
    act TEXT NOT NULL,
    room TEXT,
    whom TEXT,
    whom_name TEXT,
    note TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_room ON audit (room, n) WHERE room IS NOT NULL;
  CREATE INDEX audit_age ON audit (room IS NULL, n);

  CREATE TABLE rules (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE resets (
    identity TEXT PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

// Invitations from before have nobody who invited, and the order of their rooms.
const fourth = `
  ALTER TABLE audit ADD COLUMN private INTEGER NOT NULL DEFAULT 0; -- 1 of a room that was private then
  -- What a room was that is gone is not known any more.
  UPDATE audit SET private = 1 WHERE room IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM rooms WHERE rooms.id = audit.room AND rooms.kind <> 'private');

  ALTER TABLE invitations ADD COLUMN by TEXT NOT NULL DEFAULT '';
  ALTER TABLE invitations ADD COLUMN nth INTEGER NOT NULL DEFAULT 0; -- 1, 2, 3 ... of an identity
`;

const migrations: readonly string[] = [first, second, third, fourth];

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
  const known = migrations.length;
  if (version > known)
    throw new Error(
      `it is of version ${version}, and this program knows versions up to ${known}. Start the newer program that wrote it, or name another directory with --data`,
    );
}

/** Brings the schema of a file that is ours up to date, each step in a transaction. */
export function migrate(database: DatabaseSync): void {
  for (const [version, step] of migrations.entries()) {
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
