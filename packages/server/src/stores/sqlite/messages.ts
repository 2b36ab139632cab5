// What entries do to a message: edits, deletions and reactions, each in whatever transaction is open. Used by effects.ts.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { IdentityId, Mention } from "../../core/entries.ts";
import { mostEdits, mostReactions } from "../bounds.ts";
import {
  noMessage,
  notReacted,
  tooManyEdits,
  tooManyReactions,
} from "../refusals.ts";
import { Refused } from "./calls.ts";
import { numberOf } from "./entry-kinds.ts";

/** A message that is not gone. */
export interface Message {
  readonly seq: number;
  readonly author: IdentityId;
  /** Of reactions. */
  readonly kinds: number;
}

/** All in the room with this number. What is refused has changed nothing. */
export interface Messages {
  /** @param head the seq of the newest entry. */
  find(room: number, seq: number | undefined, head: number): Message | Refused;
  mention(
    room: number,
    message: Pick<Message, "seq" | "author">,
    whom: readonly Mention[] | undefined,
  ): void;
  edit(
    room: number,
    message: Message,
    seq: number,
    whom: readonly Mention[] | undefined,
  ): Refused | undefined;
  /** Overwrites its texts. */
  delete(room: number, message: Message, seq: number): void;
  /** The seq of the entry that gave it, if it is given. */
  given(
    room: number,
    of: number,
    reaction: string,
    by: IdentityId,
  ): number | undefined;
  /** How many have given it then. */
  react(
    room: number,
    message: Message,
    reaction: string,
    by: IdentityId,
    seq: number,
  ): number | Refused;
  takeBack(
    room: number,
    message: Message,
    reaction: string,
    by: IdentityId,
  ): number | Refused;
}

export function prepareMessages(database: DatabaseSync): Messages {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const message = prepare(
    `SELECT author, count FROM entries WHERE id = (?1 << 32 | ?2)
     AND kind = ${numberOf("said")} AND coalesce(latest, 0) >= 0`,
  );
  const setLatest = prepare(
    "UPDATE entries SET latest = ?3 WHERE id = (?1 << 32 | ?2)",
  );
  const countEdits = prepare(
    `SELECT count(*) AS edits FROM (
       SELECT 1 FROM entries
       WHERE room = ?1 AND of = ?2 AND kind = ${numberOf("edited")}
       LIMIT ${mostEdits})`,
  );
  const insertMention = prepare(
    `INSERT INTO mentions (identity, room, seq, author) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const deleteMentions = prepare(
    "DELETE FROM mentions WHERE room = ? AND seq = ?",
  );
  const blank = [
    `UPDATE entries SET text = '', mentions = NULL, latest = ?3, count = NULL
     WHERE id = (?1 << 32 | ?2)`,
    `UPDATE entries SET text = '', mentions = NULL, latest = ?3
     WHERE room = ?1 AND of = ?2 AND kind = ${numberOf("edited")}`,
  ].map(prepare);
  const noteUnswept = prepare(
    "INSERT INTO unswept VALUES (1) ON CONFLICT DO NOTHING",
  );
  const deleteReactions = ["reactions", "reaction_counts"].map((table) =>
    prepare(`DELETE FROM ${table} WHERE room = ? AND of = ?`),
  );
  const reaction = "room = ?1 AND of = ?2 AND reaction = ?3";
  const given = prepare(
    `SELECT seq FROM reactions WHERE ${reaction} AND identity = ?4`,
  );
  const insertReaction = prepare(
    "INSERT INTO reactions (room, of, reaction, identity, seq) VALUES (?, ?, ?, ?, ?)",
  );
  const deleteReaction = prepare(
    `DELETE FROM reactions WHERE ${reaction} AND identity = ?4`,
  );
  const countMore = prepare(
    `UPDATE reaction_counts SET count = count + ?4 WHERE ${reaction} RETURNING count`,
  );
  const insertCount = prepare(
    "INSERT INTO reaction_counts (room, of, reaction, count, first) VALUES (?, ?, ?, 1, ?)",
  );
  const deleteCount = prepare(`DELETE FROM reaction_counts WHERE ${reaction}`);
  const setKinds = prepare(
    "UPDATE entries SET count = nullif(?3, 0) WHERE id = (?1 << 32 | ?2)",
  );

  const mention: Messages["mention"] = (room, { seq, author }, whom = []) => {
    for (const one of whom)
      insertMention.run(one === "room" ? "" : one, room, seq, author);
  };

  return {
    find(room, seq, head) {
      const isThere =
        Number.isInteger(seq) && seq !== undefined && seq > 0 && seq <= head;
      const row = isThere ? message.get(room, seq) : undefined;
      if (row === undefined || seq === undefined)
        return new Refused("no_such_message", noMessage);
      const { author, count } = row;
      return { seq, author: String(author), kinds: Number(count ?? 0) };
    },
    mention,
    edit(room, of, seq, whom) {
      const edits = Number(countEdits.get(room, of.seq)?.["edits"]);
      if (edits >= mostEdits) return new Refused("too_many", tooManyEdits);
      setLatest.run(room, of.seq, seq);
      deleteMentions.run(room, of.seq);
      mention(room, of, whom);
      return undefined;
    },
    delete(room, of, seq) {
      for (const statement of blank) statement.run(room, of.seq, -seq);
      noteUnswept.run();
      deleteMentions.run(room, of.seq);
      for (const statement of deleteReactions) statement.run(room, of.seq);
    },
    given(room, of, what, by) {
      const row = given.get(room, of, what, by);
      return row === undefined ? undefined : Number(row["seq"]);
    },
    react(room, { seq: of, kinds }, what, by, seq) {
      const more = countMore.get(room, of, what, 1);
      if (more === undefined) {
        if (kinds >= mostReactions)
          return new Refused("too_many", tooManyReactions);
        insertCount.run(room, of, what, seq);
        setKinds.run(room, of, kinds + 1);
      }
      insertReaction.run(room, of, what, by, seq);
      return Number(more?.["count"] ?? 1);
    },
    takeBack(room, { seq: of, kinds }, what, by) {
      if (deleteReaction.run(room, of, what, by).changes === 0)
        return new Refused("no_such_message", notReacted);
      const count = Number(countMore.get(room, of, what, -1)?.["count"] ?? 0);
      if (count === 0) {
        deleteCount.run(room, of, what);
        setKinds.run(room, of, kinds - 1);
      }
      return count;
    },
  };
}
