// What the log shows, row by row: lines grouped by author, with the days between them.
import type { Message } from "@koine/client";

export interface Row {
  /** Stays the same from sending to keeping, so that the row is not made anew. */
  readonly key: string;
  readonly by: string;
  readonly name: string;
  readonly text: string;
  readonly at: number;
  readonly state: "kept" | "pending" | "failed";
  /** The seq of the message that it answers. */
  readonly reply?: number | undefined;
  /** As the log has it, once it is there. */
  readonly message?: Message;
  /** Not a message: the room has another topic or title, which is the text. */
  readonly note?: "topic" | "titled";
  /** Whether the row is the first of its author's group and shows who. */
  readonly opens: boolean;
  /** Whether a day begins with it. */
  readonly newDay: boolean;
}

export type Line = Omit<Row, "opens" | "newDay">;

const groupSpan = 5 * 60_000;

export function rowsOf(
  lines: readonly Line[],
  dayOf: (at: number) => number,
): Row[] {
  let opened = 0;
  return lines.map((line, index) => {
    const before = lines[index - 1];
    const newDay = !before || dayOf(before.at) !== dayOf(line.at);
    const isSame =
      before?.by === line.by &&
      before.name === line.name &&
      before.note === undefined;
    // What answers another shows who answers.
    const isApart = line.reply !== undefined;
    const isLong = line.at - opened > groupSpan;
    const opens = newDay || !isSame || isApart || isLong;
    if (opens) opened = line.at;
    return { ...line, opens, newDay };
  });
}
