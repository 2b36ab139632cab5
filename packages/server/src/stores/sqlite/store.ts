// The store on SQLite: a lock on the data, a worker thread that writes, one that reads, and the ports over them.
import { closeSync, constants, openSync } from "node:fs";
import { join, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Store } from "../../core/ports/store.ts";
import { notRead } from "../refusals.ts";
import type { StoreOptions } from "../options.ts";
import type { Reads, Writes } from "./calls.ts";
import type { DatabaseOptions } from "./database.ts";
import { SqliteHouse } from "./house.ts";
import { SqliteIdentities } from "./identities.ts";
import { Line } from "./line.ts";
import { lockData } from "./lock.ts";
import { SqliteLog } from "./log.ts";
import { SqliteRooms } from "./rooms.ts";

/** Twice within the minute that is promised: one way through the file is the proof of the one before. */
const sweepEveryMs = 25_000;

/**
 * @param pace how often the file is swept after deletions: in tests more often than in decision 20.
 * @throws Error for the operator when the data is in use, of a newer version, or cannot be opened.
 */
export async function openSqlite(
  rest: string,
  options: StoreOptions,
  pace: Pick<DatabaseOptions, "sweepEveryMs"> = { sweepEveryMs },
): Promise<Store> {
  if (rest !== "")
    throw new Error(
      "The store sqlite: takes nothing after the colon. Say with --data where its files live.",
    );
  const data = resolve(options.data);
  await using opening = new AsyncDisposableStack();
  opening.use(lockData(data));
  const file = join(data, "koine.db");
  const fd = openFile(file);
  if (fd !== undefined) opening.defer(() => closeSync(fd));
  const { durability } = options;
  const database: DatabaseOptions = { file, durability, fd, ...pace };
  const { observer, onTrouble = () => {} } = options;
  const writing = await Line.open<Writes>({
    name: "koine writes",
    url: threadUrl("writer"),
    workerData: database,
    mostInBatch: 5_000,
    mostWaiting: 100_000,
    lost: "The store had to start again, and it is not known whether this was kept. Send it again with the same key.",
    onCommit: ({ seconds, writes, kept }) =>
      observer.committed(seconds, writes, kept),
    onTrouble,
  });
  opening.defer(() => writing.close());
  const reading = await Line.open<Reads>({
    name: "koine reads",
    url: threadUrl("reader"),
    workerData: database,
    mostInBatch: 16,
    mostWaiting: 20_000,
    lost: notRead,
    onTrouble,
  });
  opening.defer(() => reading.close());
  const log = new SqliteLog(writing, reading);
  opening.defer(async () => {
    // Both at once: nothing is taken from now on. What is committed until then still reaches the tails. The writer ends
    // last, so that it can empty the journal into the database.
    await writing.close(reading.close());
    await nextTurn();
    log.closeTails();
  });
  const parts = opening.move();
  let closing: Promise<void> | undefined;
  return {
    log,
    house: new SqliteHouse(writing, reading),
    rooms: new SqliteRooms(writing, reading),
    identities: new SqliteIdentities(writing, reading),
    [Symbol.asyncDispose]: () => (closing ??= parts.disposeAsync()),
  };
}

/** See DatabaseOptions. Makes the file when it is missing. */
function openFile(file: string): number | undefined {
  try {
    return openSync(file, constants.O_RDWR | constants.O_CREAT, 0o644);
  } catch {
    // Why it cannot be opened is told by the thread that has to write it.
    return undefined;
  }
}

/** The file of a worker thread, in source or built: it has the extension of this one. */
function threadUrl(name: string): URL {
  const extension = new URL(import.meta.url).pathname.endsWith(".ts")
    ? ".ts"
    : ".js";
  return new URL(`./${name}${extension}`, import.meta.url);
}
