// The worker thread that reads: one connection, opened again after it failed.
import type { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import { notRead } from "../refusals.ts";
import { Refused, type Batch, type Reads } from "./calls.ts";
import { openForReading, type DatabaseOptions } from "./database.ts";
import { textOf } from "./failures.ts";
import { prepareReads } from "./reads.ts";
import { eachCall, runCall, serve, type Served } from "./serve.ts";

function openReader(options: DatabaseOptions): Served {
  let open:
    { readonly database: DatabaseSync; readonly calls: Reads } | undefined;

  function close(): void {
    const closing = open?.database;
    open = undefined;
    closing?.close();
  }

  function calls(): Reads {
    if (open === undefined) {
      const database = openForReading(options);
      open = { database, calls: prepareReads(database) };
    }
    return open.calls;
  }

  calls();
  return {
    answer(batch: Batch) {
      let trouble: string | undefined;
      const values = eachCall(batch, (name, args) => {
        try {
          return runCall(calls(), name, args);
        } catch (error) {
          trouble = textOf(error);
          close();
          return new Refused("unavailable", notRead, trouble);
        }
      });
      return { values, at: 0, commits: [], trouble };
    },
    close,
  };
}

serve(() => openReader(workerData as DatabaseOptions));
