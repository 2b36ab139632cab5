// One way through the database file, which overwrites what SQLite has left of rows in the gaps of pages: no statement
// reaches it there. Used by sweeper.ts.
import {
  fdatasync,
  fstatSync,
  read,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { emptyJournal } from "./journal.ts";
import { dirtyGap, pageFormOf, type PageForm } from "./page-gaps.ts";

/** Read in one go. */
const chunkBytes = 1024 * 1024;
/** Then the disk is left to others for a while: at most some 80 MB go by in a second. */
const pauseMs = 10;
/** Pages swept in one go, during which commits wait. */
const mostAtOnce = 1_000;
/** At most so large a part of the writer's time goes into it. */
const part = 0.1;
/** Of one go, while a reader of another program is in the way. */
const mostTries = 10;
const retryAfterMs = 500;
/** From here on a page's kind cannot be told by its first byte. */
const mostPages = 2 ** 25;

const readLater = promisify(read);
const syncLater = promisify(fdatasync);

export interface SweepingOptions {
  /** The database's path. */
  readonly file: string;
  /** The same file, open: see DatabaseOptions. */
  readonly fd: number;
  /** The connection that writes, when there is one. */
  readonly database: () => DatabaseSync | undefined;
}

/**
 * How many pages had something left of what was deleted, and out of the journal, before this was called; they have no more.
 * Undefined when it did not come to the end: it was aborted, or the file cannot be swept.
 * @throws Error when the disk fails.
 */
export async function sweep(
  options: SweepingOptions,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { fd } = options;
  const beginning = Buffer.alloc(100);
  readSync(fd, beginning, 0, beginning.length, 0);
  const form = pageFormOf(beginning);
  const pages = Math.floor(fstatSync(fd).size / form.size);
  if (pages >= mostPages) return undefined;
  let found = 0;
  let dirty: number[] = [];
  const chunk = Buffer.alloc(Math.max(chunkBytes, form.size));
  const atOnce = chunk.length / form.size;
  for (let first = 1; first <= pages; first += atOnce) {
    const from = (first - 1) * form.size;
    const { bytesRead } = await readLater(fd, chunk, 0, chunk.length, from);
    for (let at = 0; at + form.size <= bytesRead; at += form.size) {
      const page = chunk.subarray(at, at + form.size);
      const number = first + at / form.size;
      if (dirtyGap(page, number, form) === undefined) continue;
      dirty.push(number);
      found++;
    }
    const isLast = first + atOnce > pages;
    while (dirty.length >= mostAtOnce || (isLast && dirty.length > 0)) {
      const now = dirty.slice(0, mostAtOnce);
      dirty = dirty.slice(mostAtOnce);
      if (!(await sweepPages(options, form, now, signal))) return undefined;
    }
    await pause(pauseMs, undefined, { ref: false });
    if (signal.aborted) return undefined;
  }
  await syncLater(fd);
  return found;
}

async function sweepPages(
  options: SweepingOptions,
  form: PageForm,
  numbers: readonly number[],
  signal: AbortSignal,
): Promise<boolean> {
  for (let left = mostTries; left > 0 && !signal.aborted; left--) {
    const began = performance.now();
    const isDone = sweepNow(options, form, numbers);
    const took = performance.now() - began;
    await pause(isDone ? took / part : retryAfterMs, undefined, { ref: false });
    if (isDone) return true;
  }
  return false;
}

/** Whether it was done. */
function sweepNow(
  { file, fd, database: connection }: SweepingOptions,
  form: PageForm,
  numbers: readonly number[],
): boolean {
  const database = connection();
  if (database === undefined || !emptyJournal(database)) return false;
  const page = Buffer.alloc(form.size);
  const zeros = Buffer.alloc(form.size);
  // With nothing in the journal and the lock on writing held, the file is all there is, and nobody changes it.
  database.exec("BEGIN IMMEDIATE");
  try {
    const journal = statSync(`${file}-wal`, { throwIfNoEntry: false });
    if (journal !== undefined && journal.size > 0) return false;
    for (const number of numbers) {
      const from = (number - 1) * form.size;
      if (readSync(fd, page, 0, form.size, from) < form.size) continue;
      const gap = dirtyGap(page, number, form);
      if (gap !== undefined)
        writeSync(fd, zeros, 0, gap.end - gap.start, from + gap.start);
    }
  } finally {
    database.exec("ROLLBACK");
  }
  // What the connection has of these pages in memory would else come back with their next change.
  database.exec("PRAGMA shrink_memory");
  return true;
}
