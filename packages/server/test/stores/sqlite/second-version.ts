// A file as the second version of the program wrote it, with people in it. Its schema is written out and never changed.
import { foldedToBytes } from "../../../src/stores/sqlite/room-rows.ts";
import { ann, bob, cat, tokenOf } from "../contract/world.ts";
import { withDatabase } from "./folder.ts";

const schema = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE rooms (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    folded BLOB NOT NULL UNIQUE,
    epoch TEXT NOT NULL
  , kind TEXT NOT NULL DEFAULT 'public', most INTEGER NOT NULL DEFAULT 0, master TEXT) STRICT;

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
    identity TEXT NOT NULL, joined INTEGER NOT NULL DEFAULT 0, nick TEXT,
    PRIMARY KEY (room, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_identity ON members (identity, joined);

  CREATE TABLE identities (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    seen INTEGER NOT NULL,
    spoken INTEGER NOT NULL -- 1 from the first entry on
  , folded TEXT, alike TEXT, password TEXT, role TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX identities_seen ON identities (kind, spoken, seen);
  CREATE UNIQUE INDEX identities_folded ON identities (folded) WHERE folded IS NOT NULL;
  CREATE INDEX identities_alike ON identities (alike) WHERE alike IS NOT NULL;

  CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,
    identity TEXT NOT NULL
  , at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
  CREATE INDEX tokens_identity ON tokens (identity, at);

  CREATE TABLE invitations (
    room INTEGER NOT NULL,
    identity TEXT NOT NULL,
    PRIMARY KEY (room, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX invitations_identity ON invitations (identity);

  CREATE TABLE preferences (
    identity TEXT NOT NULL,
    dialect TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (identity, dialect)
  ) STRICT, WITHOUT ROWID;

  PRAGMA application_id = 0x4b6f696e;
  PRAGMA user_version = 2;
`;

/**
 * The kitchen is closed and ann's, who is an account and its owner; she is there as annie, wrote to bob, a guest, and
 * invited cat, an account, to the kitchen. The attic has nobody and nothing in it.
 */
export function makeSecondVersion(data: string): void {
  withDatabase(data, (database) => {
    database.exec(schema);
    const add = (
      table: string,
      row: Readonly<Record<string, string | number | Uint8Array>>,
    ) => {
      const columns = Object.keys(row).join();
      const values = Object.keys(row).map((column) => `:${column}`);
      const sql = `INSERT INTO ${table} (${columns}) VALUES (${values.join()})`;
      database.prepare(sql).run(row);
    };
    const room = (n: number, id: string, title: string, folded: string) => ({
      n,
      id,
      title,
      epoch: `epoch ${n}`,
      folded: foldedToBytes(folded),
    });
    const kitchen = room(1, "~kitchen000", "Kitchen", "kitchen");
    add("rooms", { ...kitchen, kind: "closed", most: 5, master: ann });
    const direct = room(2, "~direct0000", "", `\0${ann} ${bob}`);
    add("rooms", { ...direct, kind: "direct" });
    add("rooms", room(3, "~attic00000", "Attic", "attic"));
    const said = (n: number, seq: number, author: string, text: string) =>
      add("entries", {
        id: n * 2 ** 32 + seq,
        room: n,
        at: 5_000 + seq,
        kind: 0,
        author,
        name: author.slice(0, 3),
        text,
        key: `k${seq}`,
      });
    said(1, 1, ann, "hi");
    said(1, 2, ann, "anyone?");
    said(1, 3, bob, "me");
    said(2, 1, ann, "hi bob");
    const member = { joined: 1, room: 2 };
    add("members", { ...member, identity: ann });
    add("members", { ...member, identity: bob });
    add("members", { room: 1, identity: ann, joined: 2, nick: "annie" });
    add("invitations", { room: 1, identity: cat });
    const person = { seen: 1_000, spoken: 1 };
    const account = { ...person, kind: "account", password: "a hash" };
    add("identities", {
      ...account,
      id: ann,
      name: "ann",
      folded: "ann",
      alike: "nna",
      role: "owner",
    });
    add("identities", { ...account, id: cat, name: "cat", folded: "cat" });
    add("identities", { ...person, id: bob, name: "bob", kind: "guest" });
    add("tokens", { hash: tokenOf(ann), identity: ann, at: 4_000 });
    add("tokens", { hash: tokenOf(bob), identity: bob, at: 4_000 });
    add("preferences", { identity: ann, dialect: "webchat", text: "red" });
  });
}
