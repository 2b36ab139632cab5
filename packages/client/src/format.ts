// The part of Markdown that messages may have, as a tree (docs/formatting.md). Takes time in proportion to the text,
// whatever it is, and loses and invents nothing: all `text` and `mark` of the tree, in order, are the source.

export type Piece =
  | { readonly is: "text"; readonly text: string }
  /** What made something what it is: `**`, the address of a link that has a text, a line end beside a block. Not shown. */
  | { readonly is: "mark"; readonly text: string }
  | { readonly is: Kind; readonly children: readonly Piece[] }
  /** `href` is an http or https address. */
  | {
      readonly is: "link";
      readonly href: string;
      readonly children: readonly Piece[];
    };

/** `code` within a line; `block` whole lines of code; `item` of a `list`. */
export type Kind =
  "bold" | "italic" | "strike" | "code" | "block" | "quote" | "list" | "item";

const kinds: Readonly<Record<string, Kind>> = {
  "**": "bold",
  "*": "italic",
  _: "italic",
  "~~": "strike",
};
const wordy = /[\p{L}\p{N}]/u;
const titled = /\[([^[\]\n]+)\]\((https?:\/\/[^\s()<>"]+)\)/iy;
const fence = /^```[^`]*$/;
const beginning = /^(?:(>) ?|([-*]) +(?=\S))/;

export function format(text: string): readonly Piece[] {
  const all: Piece[] = [];
  const lines = text.split("\n");
  /** What the line before belongs to. */
  let group: { readonly is: Kind | "text"; readonly children: Piece[] } = {
    is: "text",
    children: all,
  };
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n] ?? "";
    const [prefix = "", quoted, listed] = beginning.exec(line) ?? [];
    // A fence with nothing behind it may be on its way to become one.
    const isFence = fence.test(line) && n + 1 < lines.length;
    const is = isFence ? "block" : quoted ? "quote" : listed ? "list" : "text";
    const isMore = group.is === is && is !== "block";
    const isShown = isMore && is !== "list";
    if (n > 0)
      add(isMore ? group.children : all, isShown ? "text" : "mark", "\n");
    if (!isMore) {
      const children = is === "text" ? all : [];
      group = { is, children };
      if (is !== "text") all.push({ is, children });
    }
    if (isFence) {
      n = addCode(group.children, lines, n);
      continue;
    }
    const children = is === "list" ? [] : group.children;
    if (is === "list") group.children.push({ is: "item", children });
    add(children, "mark", prefix);
    for (const piece of inline(line.slice(prefix.length))) put(children, piece);
  }
  return all;
}

/** Without what is not shown, but with its line ends: for a notice, or a line of a list. */
export function plain(pieces: readonly Piece[]): string {
  let text = "";
  for (const piece of pieces) {
    if ("children" in piece) text += plain(piece.children);
    else if (piece.is === "text" || piece.text === "\n") text += piece.text;
  }
  return text;
}

/** Lines of code from a fence to the next, or to the end. Returns the last one. */
function addCode(to: Piece[], lines: readonly string[], first: number): number {
  let last = first + 1;
  while (last < lines.length && lines[last]?.trimEnd() !== "```") last++;
  const code = lines.slice(first + 1, last);
  add(to, "mark", `${lines[first]}${code.length > 0 ? "\n" : ""}`);
  add(to, "text", code.join("\n"));
  if (last < lines.length) add(to, "mark", `\n${lines[last]}`);
  return last;
}

interface Frame {
  readonly mark: string;
  readonly children: Piece[];
}

interface Frame {
  readonly mark: string;
  readonly children: Piece[];
}

/** One line. Each mark is open at most once at a time, so that nothing is deeper than there are marks. */
function inline(line: string): readonly Piece[] {
  const special = /`+|\*\*?|_|~~|\[|https?:\/\//gi;
  const root: Piece[] = [];
  const stack: Frame[] = [];
  const ends = endsOfCode(line);
  let from = 0;
  const top = (): Piece[] => stack.at(-1)?.children ?? root;
  /** Takes the text up to `to`, and goes on at `next`. */
  const take = (to: number, next: number): void => {
    add(top(), "text", line.slice(from, to));
    special.lastIndex = from = next;
  };
  /** What was not closed is text. */
  const unwrap = (): void => {
    const { mark, children } = stack.pop() ?? { mark: "", children: [] };
    add(top(), "text", mark);
    for (const child of children) put(top(), child);
  };
  for (let found; (found = special.exec(line)) !== null;) {
    const at = found.index;
    let [mark] = found;
    if (mark.startsWith("`")) {
      const end = ends.get(at);
      if (end === undefined) continue;
      const text = line.slice(at + mark.length, end);
      take(at, end + mark.length);
      top().push({ is: "code", children: around(mark, [piece(text)]) });
    } else if (mark === "[" || mark.length > 2) {
      const link = linkAt(line, at, mark);
      if (link === undefined) continue;
      take(at, at + link.length);
      top().push(link.piece);
    } else {
      // Of three stars behind something, the first is for what was opened last.
      if (stack.at(-1)?.mark === "*" && canClose(line, at, "*"))
        mark = mark.slice(0, 1);
      const place = stack.findIndex((frame) => frame.mark === mark);
      take(at, at);
      special.lastIndex = at + mark.length;
      if (place < 0) {
        if (!canOpen(line, at, mark)) continue;
        stack.push({ mark, children: [] });
      } else {
        const hasContent = top().length > 0 || stack.length > place + 1;
        if (!hasContent || !canClose(line, at, mark)) continue;
        while (stack.length > place + 1) unwrap();
        const children = around(mark, stack.pop()?.children ?? []);
        top().push({ is: kinds[mark] ?? "bold", children });
      }
      from = special.lastIndex;
    }
  }
  take(line.length, 0);
  while (stack.length > 0) unwrap();
  return root;
}

/** Where the code ends that a run of backticks begins: at the next run of the same length. */
function endsOfCode(line: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const next = new Map<number, number>();
  for (const { index, 0: run } of [...line.matchAll(/`+/g)].reverse()) {
    const end = next.get(run.length);
    if (end !== undefined) ends.set(index, end);
    next.set(run.length, index);
  }
  return ends;
}

/** Single marks are at the edge of words only: 2*3*4 and snake_case are none. */
function canOpen(line: string, at: number, mark: string): boolean {
  const before = line[at - 1] ?? " ";
  const next = line[at + mark.length] ?? " ";
  if (before === "\\" || next.trim() === "") return false;
  return mark.length > 1 || !wordy.test(before);
}

function canClose(line: string, at: number, mark: string): boolean {
  const before = line[at - 1] ?? " ";
  const next = line[at + mark.length] ?? " ";
  if (before.trim() === "") return false;
  return mark.length > 1 || !wordy.test(next);
}

interface Link {
  readonly length: number;
  readonly piece: Piece;
}

/** A text with an address behind it, or an address alone. */
function linkAt(line: string, at: number, mark: string): Link | undefined {
  if (mark === "[") {
    titled.lastIndex = at;
    const [all, text = "", href = ""] = titled.exec(line) ?? [];
    // What looks like one address must not lead to another.
    if (all === undefined || text.includes("://")) return undefined;
    const end: Piece = { is: "mark", text: `](${href})` };
    const children = [{ is: "mark", text: "[" } as const, piece(text), end];
    return { length: all.length, piece: { is: "link", href, children } };
  }
  if (wordy.test(line[at - 1] ?? "")) return undefined;
  const href = line.slice(at, endOfAddress(line, at));
  if (href.length <= mark.length) return undefined;
  const children = [piece(href)];
  return { length: href.length, piece: { is: "link", href, children } };
}

/** Without the stop or bracket of the sentence that the address stands in. */
function endOfAddress(line: string, at: number): number {
  let open = 0;
  let end = at;
  for (; end < line.length; end++) {
    const char = line[end] ?? "";
    if (char === "(") open++;
    if (/[\s<>"`[\]]/.test(char) || (char === ")" && open-- === 0)) break;
  }
  while (/[.,:;!?'*_~…]/.test(line[end - 1] ?? "")) end--;
  return end;
}

function piece(text: string): Piece {
  return { is: "text", text };
}

function around(mark: string, children: readonly Piece[]): readonly Piece[] {
  const own: Piece = { is: "mark", text: mark };
  return [own, ...children, own];
}

function add(to: Piece[], is: "text" | "mark", text: string): void {
  if (text !== "") put(to, { is, text });
}

/** Texts that meet become one. */
function put(to: Piece[], one: Piece): void {
  const last = to.at(-1);
  if (last?.is === "text" && one.is === "text")
    to[to.length - 1] = piece(last.text + one.text);
  else to.push(one);
}
