// The worker's side of a line: opens, says that it is ready or why not, and answers one batch at a time.
import { parentPort } from "node:worker_threads";
import type { Answers, Batch, Said } from "./calls.ts";
import { textOf } from "./failures.ts";

export interface Served {
  answer(batch: Batch): Answers;
  close(): void;
}

/** @param open throws an Error for the operator when it cannot. */
export function serve(open: () => Served): void {
  const port = parentPort;
  if (port === null) throw new Error("This file runs in a worker thread only.");
  const say = (said: Said): void => port.postMessage(said);
  let served: Served;
  try {
    served = open();
  } catch (error) {
    say({ failed: textOf(error) });
    return;
  }
  port.on("message", (batch: Batch | "close") => {
    if (batch === "close") {
      served.close();
      port.close();
    } else {
      say({ answers: served.answer(batch) });
    }
  });
  say({ ready: true });
}

/** Hands each call of a batch to `run`, in order, and gathers what it gives. */
export function eachCall(
  { calls, count }: Batch,
  run: (name: string, args: readonly unknown[]) => unknown,
): unknown[] {
  const values: unknown[] = [];
  let at = 0;
  while (values.length < count) {
    const name = calls[at] as string;
    const until = at + 2 + (calls[at + 1] as number);
    values.push(run(name, calls.slice(at + 2, until)));
    at = until;
  }
  return values;
}

type Calls = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** The types of a call were checked where it was made, on the other side of the line. */
export function runCall(
  table: object,
  name: string,
  args: readonly unknown[],
): unknown {
  const call = (table as Calls)[name];
  if (call === undefined) throw new Error(`There is no call "${name}".`);
  return call(...args);
}
