// Fills a database that the server has made with rooms of one entry each, and with accounts: faster than anyone could say
// and register them. Columns that are not named here have their defaults.
import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

/** No server may have it open. */
export function fill(file: string, rooms: number, accounts: number): void {
  const database = new DatabaseSync(file);
  try {
    const at = Date.now();
    database.exec("BEGIN");
    fillAccounts(database, accounts, at);
    fillRooms(database, rooms, at);
    database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    database.close();
  }
}

const id = (n: number): string => n.toString(36).padStart(16, "0");

function fillAccounts(
  database: DatabaseSync,
  accounts: number,
  at: number,
): void {
  const insert = database.prepare(
    `INSERT INTO identities (id, kind, name, folded, password, seen, spoken)
     VALUES (?, 'account', ?, ?, ?, ?, 1)`,
  );
  const password = `$argon2id$v=19$m=19456,t=2,p=1$${"a".repeat(22)}$${"b".repeat(43)}`;
  for (let n = 0; n < accounts; n++)
    insert.run(id(n), `person${n}`, `person${n}`, password, at);
}

function fillRooms(database: DatabaseSync, rooms: number, at: number): void {
  const insertRoom = database.prepare(
    `INSERT INTO rooms (id, title, folded, epoch) VALUES (?, ?, ?, ?)
     RETURNING n`,
  );
  const insertEntry = database.prepare(
    `INSERT INTO entries (id, room, at, kind, author, name, text)
     VALUES (?1 << 32 | 1, ?1, ?2, 0, ?3, ?4, ?5)`,
  );
  for (let i = 0; i < rooms; i++) {
    const title = `room${i}`;
    const folded = Buffer.from(title, "utf16le").swap16();
    const roomId = `~${i.toString(36).padStart(10, "0")}`;
    const room = insertRoom.get(roomId, title, folded, randomUUID());
    const text = "The one entry of this room, about as long as they are.";
    insertEntry.run(Number(room?.["n"]), at, id(i), `person${i}`, text);
  }
}
