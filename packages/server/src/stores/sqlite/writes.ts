// The writer's calls over one connection: each a few prepared statements, in whatever transaction is open.
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { noRoom } from "../refusals.ts";
import { prepareAppend, type Appending } from "./append.ts";
import { Refused, type Writes } from "./calls.ts";
import { prepareForget } from "./forget.ts";
import { foldedToBytes, roomFrom } from "./room-rows.ts";

export interface WriteCalls extends Pick<Appending, "setTime" | "forget"> {
  readonly calls: Writes;
}

export function prepareWrites(database: DatabaseSync): WriteCalls {
  const appending = prepareAppend(database);
  const insertRoom = database.prepare(
    `INSERT INTO rooms (id, title, folded, epoch) VALUES (?, ?, ?, ?)
     ON CONFLICT (folded) DO NOTHING`,
  );
  const roomByFolded = database.prepare(
    "SELECT id, title, folded FROM rooms WHERE folded = ?",
  );
  const roomNumber = database.prepare("SELECT n FROM rooms WHERE id = ?");
  const deleteUnused = database.prepare(
    `DELETE FROM rooms WHERE id = ?
     AND NOT EXISTS (SELECT 1 FROM members WHERE room = n)
     AND NOT EXISTS (
       SELECT 1 FROM entries WHERE id > (n << 32) AND id <= (n << 32 | 0xffffffff)
     )`,
  );
  const insertMember = database.prepare(
    "INSERT INTO members VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const deleteMember = database.prepare(
    `DELETE FROM members
     WHERE room = (SELECT n FROM rooms WHERE id = ?) AND identity = ?`,
  );
  const insertGuest = database.prepare(
    "INSERT INTO identities VALUES (?, 'guest', ?, ?, 0)",
  );
  const insertToken = database.prepare("INSERT INTO tokens VALUES (?, ?)");
  const renameIdentity = database.prepare(
    "UPDATE identities SET name = ? WHERE id = ?",
  );
  const noteSeen = database.prepare(
    "UPDATE identities SET seen = ?1 WHERE id = ?2 AND seen < ?1",
  );

  const removeIfUnused: Writes["removeIfUnused"] = (id) => {
    const isGone = deleteUnused.run(id).changes !== 0;
    if (isGone) appending.forgetRoom(id);
    return isGone;
  };

  return {
    setTime: (at) => appending.setTime(at),
    forget: () => appending.forget(),
    calls: {
      append: appending.append,
      createRoom(id, title, folded) {
        const bytes = foldedToBytes(folded);
        const made = insertRoom.run(id, title, bytes, randomUUID());
        if (made.changes !== 0)
          return { room: { id, title, folded }, made: true };
        const known = roomFrom(roomByFolded.get(bytes));
        if (known === undefined)
          throw new Error("The room is not to be found.");
        return { room: known, made: false };
      },
      removeIfUnused,
      addMember(id, identity) {
        const room = roomNumber.get(id);
        if (room === undefined) return new Refused("no_such_room", noRoom);
        return insertMember.run(Number(room["n"]), identity).changes !== 0;
      },
      removeMember(id, identity) {
        return deleteMember.run(id, identity).changes !== 0;
      },
      createGuest(id, name, tokenHash, at) {
        insertGuest.run(id, name, at);
        insertToken.run(tokenHash, id);
      },
      rename(id, name) {
        renameIdentity.run(name, id);
      },
      seen(ids, at) {
        for (const id of ids) noteSeen.run(at, id);
      },
      forgetGuests: prepareForget(database, removeIfUnused),
    },
  };
}
