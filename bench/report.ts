// How results are told: Markdown tables of figures, ratios and claims.
import type { Claim, Figure, Outcome, Subject } from "./bench.ts";
import type { DriverName } from "./load/drivers/index.ts";
import type { Machine } from "./machine.ts";
import type { ServerName } from "./server-process.ts";
import { median } from "./statistics.ts";

export interface Measured extends Outcome {
  readonly scenario: string;
  readonly about: string;
}

const columns: Record<ServerName, string> = {
  koine: "Koine",
  "ws-loop": "plain ws",
  "socket-io": "Socket.IO",
};

export function report(
  machine: Machine,
  outcomes: readonly Measured[],
  isQuick: boolean,
): string {
  return [
    "# Measured",
    ...(isQuick
      ? [
          "",
          "**A quick run with small numbers: the figures are worth nothing.**",
        ]
      : []),
    "",
    ...machineLines(machine),
    "",
    "Figures are medians over the runs; a ratio is the median of the ratios of each run.",
    ...outcomes.flatMap(outcomeLines),
    "",
  ].join("\n");
}

function machineLines(machine: Machine): string[] {
  return [
    `- ${machine.date}, commit ${machine.commit}`,
    `- ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.kernel}, Node ${machine.node}`,
    `- data on ${machine.fileSystem}, a write of 4 KiB with fsync takes ${machine.fsyncMillis} ms`,
  ];
}

function outcomeLines(outcome: Measured): string[] {
  const lines = ["", `## ${outcome.scenario}`, "", outcome.about, ""];
  if (outcome.figures.length > 0) {
    const { figures, rows } = outcome;
    lines.push(...(rows ? rowTable(figures, rows) : figureTable(figures)));
  }
  if (outcome.claims.length > 0) lines.push("", ...claimTable(outcome.claims));
  if (outcome.notes.length > 0)
    lines.push("", ...outcome.notes.map((note) => `- ${note}`));
  return lines;
}

function figureTable(figures: readonly Figure[]): string[] {
  const names = (Object.keys(columns) as ServerName[]).filter((name) =>
    figures.some((figure) => figure.values[name] !== undefined),
  );
  const peers = names.filter((name) => name !== "koine");
  const head = [
    "figure",
    "unit",
    ...names.map((name) => columns[name]),
    ...peers.map((name) => `${columns[name]} / Koine`),
  ];
  const rows = figures.map((figure) => [
    figure.what,
    figure.unit,
    ...names.map((name) => rounded(median(figure.values[name] ?? []))),
    ...peers.map((name) =>
      figure.isCompared === true ? rounded(1 / ratioTo(figure, name)) : "",
    ),
  ]);
  return table(head, rows);
}

/** A row for each of `rows`, a column for each figure. */
function rowTable(
  figures: readonly Figure[],
  rows: NonNullable<Outcome["rows"]>,
): string[] {
  const head = figures.map(({ what, unit }) =>
    unit === "" ? what : `${what}, ${unit}`,
  );
  const names = Object.keys(rows) as Subject[];
  return table(
    ["", ...head],
    names.map((name) => [
      rows[name] ?? name,
      ...figures.map(({ values }) => rounded(median(values[name] ?? []))),
    ]),
  );
}

function claimTable(claims: readonly Claim[]): string[] {
  return table(
    ["claim", "target", "measured", "met"],
    claims.map(({ what, target, measured, isMet }) => [
      what,
      target,
      measured,
      isMet ? "yes" : "**no**",
    ]),
  );
}

/** Koine's figure, or that of one of its doors, divided by the peer's, as the median over the runs. */
export function ratioTo(
  figure: Figure,
  peer: DriverName,
  one: DriverName = "koine",
): number {
  const theirs = figure.values[peer] ?? [];
  const ours = figure.values[one] ?? [];
  return median(
    ours
      .slice(0, theirs.length)
      .map((value, run) => value / (theirs[run] ?? NaN)),
  );
}

/** Three digits that mean something, or a dash. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [
    line(head),
    `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`,
    ...rows.map(line),
  ];
}
