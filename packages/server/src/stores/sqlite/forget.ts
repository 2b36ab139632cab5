// How the writer forgets guests who have not been seen for long, by the index on when that was.
import type { DatabaseSync } from "node:sqlite";
import { mostForgotten } from "../bounds.ts";
import type { Writes } from "./calls.ts";

export function prepareForget(
  database: DatabaseSync,
  removeIfUnused: Writes["removeIfUnused"],
): Writes["forgetGuests"] {
  const unseen = database.prepare(
    `SELECT id FROM identities
     WHERE kind = 'guest' AND spoken = ? AND seen < ? ORDER BY seen`,
  );
  const roomsOf = database.prepare(
    `SELECT rooms.id FROM members JOIN rooms ON rooms.n = members.room
     WHERE members.identity = ?`,
  );
  const traces = [
    "DELETE FROM members WHERE identity = ?",
    "DELETE FROM invitations WHERE identity = ?",
    "DELETE FROM mentions WHERE identity = ?",
    "DELETE FROM preferences WHERE identity = ?",
    "DELETE FROM tokens WHERE identity = ?",
    "DELETE FROM identities WHERE id = ?",
  ].map((sql) => database.prepare(sql));

  function collect(
    gone: string[],
    spoken: 0 | 1,
    before: number,
    here: ReadonlySet<string>,
  ): void {
    for (const row of unseen.iterate(spoken, before)) {
      if (gone.length >= mostForgotten) return;
      const id = String(row["id"]);
      if (!here.has(id)) gone.push(id);
    }
  }

  return (silentBefore, spokenBefore, here, openRooms) => {
    const gone: string[] = [];
    collect(gone, 0, silentBefore, here);
    collect(gone, 1, spokenBefore, here);
    for (const guest of gone) {
      const rooms = roomsOf.all(guest).map((row) => String(row["id"]));
      for (const trace of traces) trace.run(guest);
      for (const room of rooms) if (!openRooms.has(room)) removeIfUnused(room);
    }
    return gone.length;
  };
}
