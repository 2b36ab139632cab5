// Keeps a second server off the same data: a lock that the operating system frees when the process ends, however it ends.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isBusy, textOf } from "./failures.ts";

/** Makes the directory when it is missing. @throws Error for the operator when it is in use or cannot be used. */
export function lockData(data: string): Disposable {
  let held: DatabaseSync | undefined;
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    held = new DatabaseSync(join(data, "koine.lock"), { timeout: 0 });
    held.exec("BEGIN EXCLUSIVE");
    return held;
  } catch (cause) {
    held?.close();
    if (isBusy(cause))
      throw new Error(
        `Another server is using the data in ${data}. Stop it first, or give this one a directory of its own with --data.`,
        { cause },
      );
    throw new Error(
      `The data directory ${data} cannot be used (${textOf(cause)}). Make it writable for this user, or name another with --data.`,
      { cause },
    );
  }
}
