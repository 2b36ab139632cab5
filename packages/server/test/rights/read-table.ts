// Reads the table of rights: each line of a circumstance as a row with its cells.
import { codes, verbs, type ErrorCode, type VerbName } from "@koine/protocol";
import { circumstances, type Circumstance } from "./table.ts";

export const columns = [
  "owner",
  "admin",
  "moderator",
  "member",
  "guest",
  "banned",
  "outsider",
] as const;
export type Column = (typeof columns)[number];

/** `-`: there is nothing to ask. */
export type Cell = "yes" | "-" | ErrorCode;

export interface Row {
  readonly verb: VerbName;
  /** What it is done to, in words; "" when that is plain. */
  readonly object: string;
  readonly cells: Readonly<Record<Column, Cell>>;
}

/** What a row is about, as the tests and the page name it. */
export const deedOf = ({ verb, object }: Row): string =>
  `${verb} ${object}`.trim();

/** Those that stand with the circumstance itself. @throws Error that names the line which is none */
export function ownRows({ name, lines }: Circumstance): readonly Row[] {
  const [head = "", ...rest] = lines
    .split("\n")
    .filter((line) => line.trim() !== "");
  const width = head.indexOf(columns[0]);
  if (head.trim().split(/\s+/).join() !== columns.join())
    throw new Error(`${name}: the columns are ${columns.join(", ")}.`);
  return rest.map((line) => readLine(line, width, name));
}

/** With those that hold as in another circumstance; of each verb and object the nearest. */
export function rowsOf(circumstance: Circumstance): readonly Row[] {
  const own = ownRows(circumstance);
  const { like, hiddenAs } = circumstance;
  const other = circumstances.find(({ name }) => name === like);
  if (other === undefined) return own;
  const known = new Set(own.map(deedOf));
  const taken = rowsOf(other).filter((row) => !known.has(deedOf(row)));
  if (hiddenAs === undefined) return [...own, ...taken];
  const hidden = { banned: hiddenAs, outsider: hiddenAs };
  return [
    ...own,
    ...taken.map((row) => ({ ...row, cells: { ...row.cells, ...hidden } })),
  ];
}

function readLine(line: string, width: number, name: string): Row {
  const [verb = "", ...object] = line.slice(0, width).trim().split(/\s+/);
  const cells = line.slice(width).trim().split(/\s+/);
  if (!Object.hasOwn(verbs, verb) || cells.length !== columns.length)
    throw new Error(`${name}: this is no line of the table: ${line}`);
  for (const cell of cells)
    if (cell !== "yes" && cell !== "-" && !Object.hasOwn(codes, cell))
      throw new Error(`${name}: ${cell} is no answer: ${line}`);
  return {
    verb: verb as VerbName,
    object: object.join(" "),
    cells: Object.fromEntries(
      columns.map((column, at) => [column, cells[at]]),
    ) as Record<Column, Cell>,
  };
}
