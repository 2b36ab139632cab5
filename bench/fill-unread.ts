// Fills a database that the server has made with rooms that one person is in and has read a part of. Columns that are not
// named here have their defaults.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

/** One in so many messages mentions him, or everyone in the room. */
const mentionsHim = 50;
const mentionsAll = 200;

const ann = "ann".padEnd(16, "0");
const bob = "bob".padEnd(16, "0");

export interface Filled {
  /** What the person says hello with. */
  readonly token: string;
  /** In all rooms together. */
  readonly unread: number;
  readonly mentions: number;
}

/** No server may have it open. In the first room nothing is read, in the last nearly everything. */
export function fillUnread(
  file: string,
  rooms: number,
  messages: number,
): Filled {
  const database = new DatabaseSync(file);
  try {
    database.exec("BEGIN");
    const token = fillPeople(database);
    const filler = prepare(database);
    let unread = 0;
    let mentions = 0;
    for (let i = 0; i < rooms; i++) {
      const read = Math.floor((i / rooms) * messages);
      unread += messages - read;
      mentions += filler.room(i, messages, read);
    }
    database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    return { token, unread, mentions };
  } finally {
    database.close();
  }
}

function fillPeople(database: DatabaseSync): string {
  const insert = database.prepare(
    `INSERT INTO identities (id, kind, name, folded, seen, spoken)
     VALUES (?, 'account', ?, ?, ?, 1)`,
  );
  for (const [id, name] of [
    [ann, "ann"],
    [bob, "bob"],
  ] as const)
    insert.run(id, name, name, Date.now());
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest();
  database
    .prepare("INSERT INTO tokens (hash, identity, at) VALUES (?, ?, ?)")
    .run(hash, ann, Date.now());
  return token;
}

interface Filler {
  /** How many mentions are unread there. */
  room(index: number, messages: number, read: number): number;
}

function prepare(database: DatabaseSync): Filler {
  const insertRoom = database.prepare(
    `INSERT INTO rooms (id, title, folded, epoch) VALUES (?, ?, ?, ?)
     RETURNING n`,
  );
  const insertMember = database.prepare(
    "INSERT INTO members (room, identity, joined, read) VALUES (?, ?, ?, ?)",
  );
  const insertEntry = database.prepare(
    `INSERT INTO entries (id, room, at, kind, author, name, text, said, mentions)
     VALUES (?1 << 32 | ?2, ?1, ?3, 0, ?4, 'bob', ?5, ?2, ?6)`,
  );
  const insertMention = database.prepare(
    "INSERT INTO mentions (identity, room, seq, author) VALUES (?, ?, ?, ?)",
  );

  return {
    room(index, messages, read) {
      const title = `room${index}`;
      const folded = Buffer.from(title, "utf16le").swap16();
      const id = `~${index.toString(36).padStart(10, "0")}`;
      const { n } = insertRoom.get(id, title, folded, randomUUID()) ?? {};
      const room = Number(n);
      insertMember.run(room, ann, index + 1, read);
      insertMember.run(room, bob, index + 1, messages);
      const at = Date.now();
      let mentions = 0;
      for (let seq = 1; seq <= messages; seq++) {
        const whom = mentioned(seq);
        const text = `Message ${seq} of this room, about as long as they are.`;
        insertEntry.run(room, seq, at, bob, text, whom ?? null);
        if (whom === undefined) continue;
        insertMention.run(whom === "room" ? "" : whom, room, seq, bob);
        if (seq > read) mentions++;
      }
      return mentions;
    },
  };
}

function mentioned(seq: number): string | undefined {
  if (seq % mentionsAll === 0) return "room";
  return seq % mentionsHim === 0 ? ann : undefined;
}
