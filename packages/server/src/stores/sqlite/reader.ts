// The worker thread that reads. Sees everything that was committed before it was asked.
import { parentPort, workerData } from "node:worker_threads";
import type { FromWorker, Operation, Refused } from "./messages.ts";
import { prepareReads } from "./reads.ts";
import { openForReading, type DatabaseOptions } from "./schema.ts";

const UNAVAILABLE: Refused = { refused: "unavailable" };

const database = openForReading(workerData as DatabaseOptions);
const reads = prepareReads(database);
const tell = (message: FromWorker): void => parentPort?.postMessage(message);

parentPort?.on("message", (batch: readonly Operation[] | "close") => {
  if (batch === "close") {
    database.close();
    parentPort?.close();
    return;
  }
  let trouble: string | undefined;
  const results = batch.map(([name, ...args]) => {
    try {
      return reads[name]?.(...(args as never[]));
    } catch (error) {
      trouble = String(error);
      return UNAVAILABLE;
    }
  });
  tell({ is: "done", results, ...(trouble === undefined ? {} : { trouble }) });
});
tell({ is: "ready" });
