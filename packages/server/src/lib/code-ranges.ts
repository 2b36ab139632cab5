// Where Markdown code is in a text: fenced blocks, and spans between runs of as many backticks. In linear time.

/** From the first character to behind the last one, in UTF-16 units. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

interface Run {
  readonly at: number;
  readonly length: number;
}

const FENCE = /^ {0,3}(?<fence>`{3,}|~{3,})(?<info>.*)$/;
const BLANK = /^\s*$/;

/** In order, none within another. */
export function codeRanges(text: string): readonly Range[] {
  // Most texts have none.
  if (!text.includes("`") && !text.includes("~~~")) return [];
  const ranges: Range[] = [];
  let fence: { readonly from: number; readonly mark: string } | undefined;
  let paragraph = 0;
  let at = 0;
  for (const line of text.split("\n")) {
    const end = at + line.length;
    const found = FENCE.exec(line)?.groups;
    const mark = found?.["fence"] ?? "";
    const info = found?.["info"] ?? "";
    if (fence !== undefined) {
      if (mark.startsWith(fence.mark) && BLANK.test(info)) {
        ranges.push({ from: fence.from, to: end });
        fence = undefined;
        paragraph = end;
      }
    } else if (mark !== "" && !(mark.startsWith("`") && info.includes("`"))) {
      ranges.push(...spansIn(text, paragraph, at));
      fence = { from: at, mark };
    } else if (BLANK.test(line)) {
      ranges.push(...spansIn(text, paragraph, at));
      paragraph = end;
    }
    at = end + 1;
  }
  if (fence !== undefined) ranges.push({ from: fence.from, to: text.length });
  else ranges.push(...spansIn(text, paragraph, text.length));
  return ranges;
}

/** In one paragraph. A run that has no other of its length behind it is no code. */
function spansIn(text: string, from: number, to: number): Range[] {
  const runs = runsIn(text, from, to);
  const ranges: Range[] = [];
  // For each run, the next one of each length: found once, from the end.
  const next = new Map<number, number>();
  const closers: (number | undefined)[] = [];
  for (let i = runs.length - 1; i >= 0; i--) {
    const run = runs[i];
    if (run === undefined) continue;
    closers[i] = next.get(opening(text, run).length);
    next.set(run.length, i);
  }
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i];
    const closer = closers[i];
    const close = closer === undefined ? undefined : runs[closer];
    if (run === undefined || closer === undefined || close === undefined)
      continue;
    ranges.push({ from: opening(text, run).at, to: close.at + close.length });
    i = closer;
  }
  return ranges;
}

function runsIn(text: string, from: number, to: number): Run[] {
  const runs: Run[] = [];
  for (let at = text.indexOf("`", from); at !== -1 && at < to;) {
    let end = at;
    while (text[end] === "`") end++;
    runs.push({ at, length: end - at });
    at = text.indexOf("`", end);
  }
  return runs;
}

/** What a run is where it would begin code: the first backtick behind a backslash is a character. */
function opening(text: string, { at, length }: Run): Run {
  let slashes = 0;
  while (text[at - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 0
    ? { at, length }
    : { at: at + 1, length: length - 1 };
}
