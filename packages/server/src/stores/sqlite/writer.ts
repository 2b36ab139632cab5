// The worker thread that writes: one transaction a batch, and a fresh start after each that failed.
import type { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import { notKept } from "../refusals.ts";
import { Refused, type Batch, type Commit } from "./calls.ts";
import { openForWriting, type DatabaseOptions } from "./database.ts";
import { Emptying } from "./emptying.ts";
import { Erasing } from "./erasing.ts";
import { isOfOneOperation, textOf } from "./failures.ts";
import { migrate } from "./migrations.ts";
import { eachCall, runCall, serve, type Served } from "./serve.ts";
import { isSweepDue, Sweeper } from "./sweeper.ts";
import { prepareWrites, type WriteCalls } from "./writes.ts";

interface Open extends WriteCalls {
  readonly database: DatabaseSync;
}

/** How a batch is run: each call as it comes, or each so that it fails alone. */
type Run = (open: Open, name: string, args: readonly unknown[]) => unknown;

const plainly: Run = ({ calls }, name, args) => runCall(calls, name, args);

const apart: Run = (open, name, args) => {
  const { database } = open;
  database.exec("SAVEPOINT one");
  try {
    const value = runCall(open.calls, name, args);
    database.exec("RELEASE one");
    return value;
  } catch (error) {
    if (!isOfOneOperation(error) || !database.isTransaction) throw error;
    database.exec("ROLLBACK TO one; RELEASE one");
    open.forget();
    return new Refused("unavailable", notKept, textOf(error));
  }
};

function openWriter(options: DatabaseOptions): Served {
  let open: Open | undefined = reopen();
  const connection = (): DatabaseSync | undefined => open?.database;
  const { file, fd, sweepEveryMs: everyMs } = options;
  const sweeper =
    fd === undefined
      ? undefined
      : new Sweeper({ file, fd, database: connection, everyMs });
  const erasing = new Erasing(connection, () => sweeper?.due());
  // What was deleted just before the process ended.
  if (isSweepDue(open.database)) erasing.now();
  const emptying = new Emptying(connection, () => {
    sweeper?.coming();
    erasing.due();
  });
  // What was left to do when the process ended.
  emptying.due();

  function reopen(): Open {
    const database = openForWriting(options);
    try {
      return { database, ...prepareWrites(database) };
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Nothing that was known of the file is relied on after a failure: what it holds is read from it again. */
  function startAfresh(): void {
    const closing = open?.database;
    open = undefined;
    try {
      // Closing rolls back what is open.
      closing?.close();
      open = reopen();
    } catch {
      // The disk is still out of order. The next batch tries again.
    }
  }

  function commit(batch: Batch, at: number, run: Run): unknown[] {
    const current = (open ??= reopen());
    const { database } = current;
    current.setTime(at);
    database.exec("BEGIN IMMEDIATE");
    const values = eachCall(batch, (name, args) => run(current, name, args));
    database.exec("COMMIT");
    if (current.hasGone()) emptying.due();
    if (current.hasErased()) {
      sweeper?.coming();
      erasing.due();
    }
    return values;
  }

  return {
    answer(batch) {
      const at = Date.now();
      const commits: Commit[] = [];
      const attempt = (run: Run): unknown[] => {
        const began = performance.now();
        let kept = false;
        try {
          const values = commit(batch, at, run);
          kept = true;
          return values;
        } catch (error) {
          startAfresh();
          throw error;
        } finally {
          const seconds = (performance.now() - began) / 1_000;
          commits.push({ seconds, writes: batch.count, kept });
        }
      };
      let trouble: string | undefined;
      const refuseAll = (error: unknown): unknown[] => {
        const refused = new Refused("unavailable", notKept, textOf(error));
        return Array.from({ length: batch.count }, () => refused);
      };
      let values: unknown[];
      try {
        values = attempt(plainly);
      } catch (error) {
        trouble = textOf(error);
        if (batch.count === 1 || !isOfOneOperation(error))
          values = refuseAll(error);
        else
          try {
            values = attempt(apart);
          } catch (again) {
            values = refuseAll(again);
          }
      }
      trouble ??= erasing.takeTrouble();
      return { values, at, commits, trouble };
    },
    close() {
      emptying.close();
      erasing.close();
      sweeper?.close();
      const closing = open?.database;
      open = undefined;
      try {
        closing?.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      } finally {
        closing?.close();
      }
    },
  };
}

serve(() => {
  const options = workerData as DatabaseOptions;
  try {
    const database = openForWriting(options);
    try {
      migrate(database);
    } finally {
      database.close();
    }
    return openWriter(options);
  } catch (error) {
    throw new Error(
      `The database ${options.file} cannot be opened: ${textOf(error)}.`,
      {
        cause: error,
      },
    );
  }
});
