// The schema, as the numbered steps that lead to it. Used by migrations.ts, which takes a file through them.

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
  -- What a room was that is gone is not known any more. One that is open now may have been private until it was opened.
  UPDATE audit SET private = 1 WHERE room IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM rooms WHERE rooms.id = audit.room AND rooms.kind <> 'private');
  UPDATE audit SET private = 1 FROM (
    SELECT room, max(n) AS n FROM audit
    WHERE act = 'access' AND note LIKE 'private -> %' GROUP BY room) AS opened
  WHERE audit.room = opened.room AND audit.n <= opened.n;

  ALTER TABLE audit ADD COLUMN owner TEXT; -- of the room then; '-' for a guest and for nobody
  UPDATE audit SET owner = coalesce((
    SELECT master FROM rooms JOIN identities ON identities.id = master
    WHERE rooms.id = audit.room AND identities.kind = 'account'), '-')
  WHERE room IS NOT NULL;

  -- How many records there are of a room while it was someone's, of all his rooms (room ''), and of all rooms (both '').
  CREATE TABLE audit_counts (
    owner TEXT NOT NULL,
    room TEXT NOT NULL,
    records INTEGER NOT NULL, -- 1 or more
    latest INTEGER NOT NULL, -- the number of the newest
    PRIMARY KEY (owner, room)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX audit_owners ON audit_counts (room, records DESC, latest) WHERE room = '';
  CREATE INDEX audit_rooms ON audit_counts (owner, records DESC, latest) WHERE room <> '';
  INSERT INTO audit_counts
    SELECT owner, room, count(*), max(n) FROM audit WHERE room IS NOT NULL GROUP BY owner, room
    UNION ALL SELECT owner, '', count(*), max(n) FROM audit WHERE room IS NOT NULL GROUP BY owner
    UNION ALL SELECT '', '', count(*), max(n) FROM audit WHERE room IS NOT NULL HAVING count(*) > 0;
  CREATE TRIGGER audit_counted AFTER INSERT ON audit WHEN new.room IS NOT NULL BEGIN
    INSERT INTO audit_counts VALUES
      (new.owner, new.room, 1, new.n), (new.owner, '', 1, new.n), ('', '', 1, new.n)
      ON CONFLICT DO UPDATE SET records = records + 1, latest = new.n;
  END;
  CREATE TRIGGER audit_uncounted AFTER DELETE ON audit WHEN old.room IS NOT NULL BEGIN
    DELETE FROM audit_counts WHERE records = 1 AND (owner, room) IN (
      VALUES (old.owner, old.room), (old.owner, ''), ('', ''));
    UPDATE audit_counts SET records = records - 1 WHERE records > 1 AND (owner, room) IN (
      VALUES (old.owner, old.room), (old.owner, ''), ('', ''));
  END;

  ALTER TABLE sanctions ADD COLUMN owner TEXT NOT NULL DEFAULT ''; -- of the room then; '-' for a guest, '' for nobody
  UPDATE sanctions SET owner = coalesce((
    SELECT iif(identities.kind = 'account', master, '-')
    FROM rooms LEFT JOIN identities ON identities.id = master
    WHERE rooms.id = sanctions.room AND master IS NOT NULL), '');
  -- Of an address, those that came with what is on a guest are apart: they have his name.
  DROP INDEX sanctions_of;
  CREATE UNIQUE INDEX sanctions_of ON sanctions (kind, room, identity, address, (name = ''));

  -- Of an account that was made while something was on the guests there: where, and when.
  ALTER TABLE identities ADD COLUMN under_address TEXT;
  ALTER TABLE identities ADD COLUMN under_at INTEGER;

  -- Everyone who invites does so for himself. What he shares: his own with people who know the invited person, '' with all others.
  DROP INDEX invitations_identity;
  ALTER TABLE invitations RENAME TO invitations_before;
  CREATE TABLE invitations (
    room INTEGER NOT NULL,
    identity TEXT NOT NULL,
    by TEXT NOT NULL,
    nth INTEGER NOT NULL, -- 1, 2, 3 ... of an identity
    share TEXT NOT NULL,
    PRIMARY KEY (room, identity, by)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO invitations SELECT room, identity, '', 0, '' FROM invitations_before;
  DROP TABLE invitations_before;
  CREATE INDEX invitations_identity ON invitations (identity);

  -- Numbers of rooms that are gone, of which something may be left.
  CREATE TABLE emptied (n INTEGER PRIMARY KEY) STRICT;
  -- Private rooms that nobody can reach any more.
  INSERT INTO emptied SELECT n FROM rooms WHERE kind = 'private' AND master IS NULL
    AND NOT EXISTS (SELECT 1 FROM members WHERE members.room = rooms.n)
    AND NOT EXISTS (SELECT 1 FROM invitations WHERE invitations.room = rooms.n);
  DELETE FROM sanctions WHERE room IN (
    SELECT rooms.id FROM rooms JOIN emptied ON emptied.n = rooms.n);
  DELETE FROM rooms WHERE n IN (SELECT n FROM emptied);
`;

export const schemaSteps: readonly string[] = [first, second, third, fourth];
