// A file as the third version of the program wrote it, with an audit and invitations in it. Its schema is written out and
// never changed.
import { foldedToBytes } from "../../../src/stores/sqlite/room-rows.ts";
import { ann, bob, cat } from "../contract/world.ts";
import { withDatabase } from "./folder.ts";

const schema = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE rooms (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    folded BLOB NOT NULL UNIQUE,
    epoch TEXT NOT NULL
  , kind TEXT NOT NULL DEFAULT 'public', most INTEGER NOT NULL DEFAULT 0, master TEXT, topic TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', archived INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE entries (
    id INTEGER PRIMARY KEY, -- room << 32 | seq
    room INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    author TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    key TEXT
  , of INTEGER, latest INTEGER, said INTEGER, mentions TEXT, count INTEGER) STRICT;
  CREATE UNIQUE INDEX entries_key ON entries (key, author, room) WHERE key IS NOT NULL;
  CREATE TABLE members (
    room INTEGER NOT NULL,
    identity TEXT NOT NULL, joined INTEGER NOT NULL DEFAULT 0, nick TEXT, role TEXT, read INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (room, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE identities (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    seen INTEGER NOT NULL,
    spoken INTEGER NOT NULL -- 1 from the first entry on
  , folded TEXT, alike TEXT, password TEXT, role TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX identities_seen ON identities (kind, spoken, seen);
  CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,
    identity TEXT NOT NULL
  , at INTEGER NOT NULL DEFAULT 0, label TEXT NOT NULL DEFAULT '', scopes TEXT, door TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', until INTEGER) STRICT, WITHOUT ROWID;
  CREATE INDEX members_identity ON members (identity, joined);
  CREATE TABLE invitations (
    room INTEGER NOT NULL,
    identity TEXT NOT NULL,
    PRIMARY KEY (room, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX invitations_identity ON invitations (identity);
  CREATE UNIQUE INDEX identities_folded ON identities (folded) WHERE folded IS NOT NULL;
  CREATE INDEX identities_alike ON identities (alike) WHERE alike IS NOT NULL;
  CREATE INDEX tokens_identity ON tokens (identity, at);
  CREATE TABLE preferences (
    identity TEXT NOT NULL,
    dialect TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (identity, dialect)
  ) STRICT, WITHOUT ROWID;
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
  CREATE TABLE unswept (n INTEGER PRIMARY KEY) STRICT;
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

  PRAGMA application_id = 0x4b6f696e;
  PRAGMA user_version = 3;
`;

/** Of which room what was done; `gone` is there no more. */
const acts = [
  ["~open000000", "kick", "before it was private"],
  ["~open000000", "access", "public -> private"],
  ["~open000000", "kick", "while it was private"],
  ["~open000000", "access", "private -> closed"],
  ["~open000000", "kick", "since it is open"],
  ["~born000000", "mute", "private from birth"],
  ["~born000000", "access", "private -> public"],
  ["~born000000", "mute", "since"],
  ["~hidden0000", "ban", "in a private room"],
  ["~gone000000", "ban", "in a room that is gone"],
  ["~always0000", "title", "a -> b"],
  [null, "broadcast", "in the whole chat"],
] as const;

/**
 * Ann, an account, owns the rooms that are open now; the private one is bob's, a guest. Cat is invited to a room of ann's.
 */
export function makeThirdVersion(data: string): void {
  withDatabase(data, (database) => {
    database.exec(schema);
    const insertRoom = database.prepare(
      `INSERT INTO rooms (n, id, title, folded, epoch, kind, master)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const [i, [id, kind, master]] of (
      [
        ["~open000000", "closed", ann],
        ["~born000000", "public", ann],
        ["~hidden0000", "private", bob],
        ["~always0000", "public", ann],
      ] as const
    ).entries())
      insertRoom.run(i + 1, id, id, foldedToBytes(id), `${i}`, kind, master);
    const insertPerson = database.prepare(
      `INSERT INTO identities (id, kind, name, seen, spoken, folded)
       VALUES (?, ?, ?, 1000, 1, ?)`,
    );
    insertPerson.run(ann, "account", "ann", "ann");
    insertPerson.run(bob, "guest", "bob", null);
    const insertAct = database.prepare(
      `INSERT INTO audit (at, by, by_name, act, room, note)
       VALUES (1000, ?, 'ann', ?, ?, ?)`,
    );
    for (const [room, act, note] of acts) insertAct.run(ann, act, room, note);
    database
      .prepare("INSERT INTO invitations (room, identity) VALUES (1, ?)")
      .run(cat);
  });
}
