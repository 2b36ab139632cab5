// What the log shows, row by row: lines grouped by author, with the days between them.

export interface Row {
  /** Stays the same from sending to keeping, so that the row is not made anew. */
  readonly key: string;
  readonly by: string;
  readonly name: string;
  readonly text: string;
  readonly at: number;
  readonly state: "kept" | "pending" | "failed";
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
    const isSame = before?.by === line.by && before.name === line.name;
    const opens = newDay || !isSame || line.at - opened > groupSpan;
    if (opens) opened = line.at;
    return { ...line, opens, newDay };
  });
}
