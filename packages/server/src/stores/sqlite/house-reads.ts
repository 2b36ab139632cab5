// The reader's calls about bans, mutes, house rules, the audit and resets. A part of reads.ts.
import type { DatabaseSync } from "node:sqlite";
import type { HouseRules } from "../../core/ports/house-store.ts";
import type { HouseReads } from "./calls.ts";
import {
  auditColumns,
  auditFrom,
  sanctionColumns,
  sanctionFrom,
} from "./house-rows.ts";

export function prepareHouseReads(database: DatabaseSync): HouseReads {
  const sanctions = database.prepare(
    `SELECT ${sanctionColumns} FROM sanctions`,
  );
  const rules = database.prepare("SELECT name, value FROM rules");
  const auditPage = (where: string) =>
    database.prepare(
      `SELECT n, ${auditColumns} FROM audit WHERE ${where} n < ?
       ORDER BY n DESC LIMIT ?`,
    );
  const reset = database.prepare(
    "SELECT identity FROM resets WHERE hash = ? AND until > ?",
  );
  const ofAll = auditPage("");
  const ofRoom = auditPage("room = ? AND");

  return {
    sanctions: () => sanctions.all().map(sanctionFrom),
    rules() {
      const kept = new Map(
        rules.all().map(({ name, value }) => [String(name), String(value)]),
      );
      return {
        registration: kept.get("registration") === "closed" ? "closed" : "open",
        guests: kept.get("guests") === "locked" ? "locked" : "open",
      } satisfies HouseRules;
    },
    auditPage(before, limit, room) {
      const rows =
        room === undefined
          ? ofAll.all(before, limit)
          : ofRoom.all(room, before, limit);
      return rows.map(auditFrom);
    },
    resetOf(hash, now) {
      const row = reset.get(hash, now);
      return row === undefined ? undefined : String(row["identity"]);
    },
  };
}
