// The worker thread that writes: a batch is one transaction, durable before it is answered.
import type { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { FromWorker, Operation, Refused } from "./messages.ts";
import { openForWriting, type DatabaseOptions } from "./schema.ts";
import { prepareWrites, type Write } from "./writes.ts";

const UNAVAILABLE: Refused = { refused: "unavailable" };
/** Primary result codes that speak of the disk and not of the operation: trying the others is of no use. */
const OF_THE_DISK = new Set([
  8 /* READONLY */, 10 /* IOERR */, 11 /* CORRUPT */, 13 /* FULL */,
  14 /* CANTOPEN */,
]);

interface Opened {
  readonly database: DatabaseSync;
  readonly writes: Readonly<Record<string, Write>>;
}

const options = workerData as DatabaseOptions;
let opened: Opened | undefined;

function open(): Opened {
  const database = openForWriting(options);
  return { database, writes: prepareWrites(database) };
}

function runAll(
  { database, writes }: Opened,
  operations: readonly Operation[],
): unknown[] {
  database.exec("BEGIN IMMEDIATE");
  const results: unknown[] = [];
  for (const [name, ...args] of operations)
    results.push(writes[name]?.(...(args as never[])));
  database.exec("COMMIT");
  return results;
}

/** What was written is gone, and what was known of it is not believed: opened afresh before anyone is answered. */
function reopen(): void {
  try {
    opened?.database.close();
  } catch {
    // It is let go of in any case.
  }
  opened = undefined;
  try {
    opened = open();
  } catch {
    // The next batch tries again.
  }
}

function isOfTheDisk(error: unknown): boolean {
  const code =
    typeof error === "object" && error !== null && "errcode" in error
      ? Number(error.errcode)
      : 0;
  return OF_THE_DISK.has(code & 0xff);
}

/** One by one, so that what fails for a reason of its own takes nobody with it. */
function runSingly(operations: readonly Operation[]): unknown[] {
  const results: unknown[] = [];
  for (const operation of operations) {
    try {
      opened ??= open();
      results.push(...runAll(opened, [operation]));
    } catch (error) {
      results.push(UNAVAILABLE);
      reopen();
      if (isOfTheDisk(error)) break;
    }
  }
  while (results.length < operations.length) results.push(UNAVAILABLE);
  return results;
}

function commit(operations: readonly Operation[]): FromWorker {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1_000;
  try {
    opened ??= open();
    const results = runAll(opened, operations);
    return { is: "done", results, seconds: seconds(), kept: true };
  } catch (error) {
    reopen();
    const isHopeless = operations.length === 1 || isOfTheDisk(error);
    const results = isHopeless
      ? operations.map(() => UNAVAILABLE)
      : runSingly(operations);
    return {
      is: "done",
      results,
      seconds: seconds(),
      kept: false,
      trouble: String(error),
    };
  }
}

function close(): void {
  try {
    opened?.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    opened?.database.close();
    parentPort?.close();
  }
}

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

try {
  opened = open();
  parentPort?.on("message", (batch: readonly Operation[] | "close") => {
    if (batch === "close") close();
    else tell(commit(batch));
  });
  tell({ is: "ready" });
} catch (error) {
  tell({
    is: "failed",
    message: error instanceof Error ? error.message : String(error),
  });
}
