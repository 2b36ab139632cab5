// What the main thread and the two worker threads say to each other: batches of operations, and a result for each.

/** An operation by its name, with its arguments; cheap to clone. */
export type Operation = readonly [name: string, ...args: unknown[]];

/** A refusal in place of a result. */
export interface Refused {
  readonly refused: "unavailable" | "no_such_room";
}

export type FromWorker =
  | { readonly is: "ready" }
  | { readonly is: "failed"; readonly message: string }
  | {
      readonly is: "done";
      /** One for each operation of the batch, in order. */
      readonly results: readonly unknown[];
      /** How long the commit took; undefined where nothing is committed. */
      readonly seconds?: number;
      readonly kept?: boolean;
      /** What went wrong, for the log. */
      readonly trouble?: string;
    };

export function isRefused(result: unknown): result is Refused {
  return typeof result === "object" && result !== null && "refused" in result;
}

/** An entry as it travels: seq, at, kind, by, name, text, key. */
export type EntryRow = readonly [
  number,
  number,
  string,
  string,
  string,
  string,
  string | null,
];
