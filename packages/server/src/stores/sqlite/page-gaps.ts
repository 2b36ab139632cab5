// Where a page of the database file holds nothing: between its pointers to cells and the cells. When SQLite spreads rows
// over pages anew it leaves pieces of them there, also with `secure_delete`. Used by sweeping.ts.
// The form of a page: https://www.sqlite.org/fileformat2.html#b_tree_pages

export interface Gap {
  /** Offset in the page. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** What the beginning of the file says of its pages. */
export interface PageForm {
  /** Bytes. */
  readonly size: number;
  /** Bytes at the end of each that SQLite does not use. */
  readonly reserved: number;
  /** Some hold numbers of pages, which may look like a tree: somebody has set `auto_vacuum`. */
  readonly hasMaps?: boolean;
}

/** Length of the header before the pointers, by the kind of page: inner pages and leaves, of indexes and tables. */
const headers: Readonly<Record<number, number>> = {
  2: 12,
  5: 12,
  10: 8,
  13: 8,
};
/** Before the header of the first page. */
const fileHeader = 100;
const largestPage = 65_536;
/** Of an entry of a map; and where in the file no page is used. */
const mapEntry = 5;
const unusedAt = 2 ** 30;
const zeros = Buffer.alloc(largestPage);

/** @param beginning at least 56 bytes. */
export function pageFormOf(beginning: Buffer): PageForm {
  const size = beginning.readUInt16BE(16);
  return {
    size: size === 1 ? largestPage : size,
    reserved: beginning[20] ?? 0,
    hasMaps: beginning.readUInt32BE(52) !== 0,
  };
}

/**
 * The gap of a page, if there is something in it. Pages that hold no cells of a tree have none, nor has one that looks
 * odd in any way. Other pages begin with the number of a page: files of 2^25 pages or more cannot be told.
 * @param page as long as the form says; `number` is 1 for the first.
 */
export function dirtyGap(
  page: Buffer,
  number: number,
  form: PageForm,
): Gap | undefined {
  const { size, reserved } = form;
  if (form.hasMaps === true && isMap(number, form)) return undefined;
  const at = number === 1 ? fileHeader : 0;
  const header = headers[page[at] ?? 0];
  if (header === undefined) return undefined;
  const cells = page.readUInt16BE(at + 3);
  const pointers = at + header;
  const start = pointers + 2 * cells;
  const end = page.readUInt16BE(at + 5) || largestPage;
  const usable = size - reserved;
  if (start > end || end > usable) return undefined;
  for (let pointer = pointers; pointer < start; pointer += 2) {
    const cell = page.readUInt16BE(pointer);
    if (cell < end || cell >= usable) return undefined;
  }
  const isClean = page.compare(zeros, 0, end - start, start, end) === 0;
  return isClean ? undefined : { start, end };
}

/** See https://www.sqlite.org/fileformat2.html#pointer_map_or_ptrmap_pages */
function isMap(number: number, { size, reserved }: PageForm): boolean {
  const every = Math.floor((size - reserved) / mapEntry) + 1;
  const behind = (number - 2) % every;
  // One that would lie on the page that is not used is the next.
  const isNext = behind === 1 && number - 1 === unusedAt / size + 1;
  return number > 1 && (behind === 0 || isNext);
}
