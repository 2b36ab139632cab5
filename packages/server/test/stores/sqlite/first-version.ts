// A file as the first version of the program wrote it, with people in it. Its schema is written out and never changed.
import { ann, bob, tokenOf } from "../contract/world.ts";
import { foldedToBytes } from "../../../src/stores/sqlite/room-rows.ts";
import { withDatabase } from "./folder.ts";

const schema = `
  PRAGMA journal_mode = WAL;
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

  PRAGMA application_id = 0x4b6f696e;
  PRAGMA user_version = 1;
`;

/** Ann and bob have spoken in the kitchen; ann is a member there and in the garden. */
export function makeFirstVersion(data: string): void {
  withDatabase(data, (database) => {
    database.exec(schema);
    const add = (table: string, ...values: (string | number | Uint8Array)[]) =>
      database
        .prepare(
          `INSERT INTO ${table} VALUES (${values.map(() => "?").join()})`,
        )
        .run(...values);
    const folded = foldedToBytes;
    add("rooms", 1, "~kitchen000", "Kitchen", folded("kitchen"), "epoch 1");
    add("rooms", 2, "~garden0000", "Garden", folded("garden"), "epoch 2");
    const kitchen = 2 ** 32;
    add("entries", kitchen + 1, 1, 5_000, 0, ann, "ann", "hi", "k1");
    add("entries", kitchen + 2, 1, 6_000, 0, bob, "bob", "hi ann", "k2");
    add("members", 2, ann);
    add("members", 1, ann);
    add("identities", ann, "guest", "ann", 1_000, 1);
    add("identities", bob, "guest", "bob", 1_000, 0);
    add("tokens", tokenOf(ann), ann);
    add("tokens", tokenOf(bob), bob);
  });
}
