// Keeps a second server off the same data: an exclusive lock that the operating system takes back when the process
// ends, however it ends.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Held until disposed of. @throws Error with a text for the operator when another process has it */
export function lockData(data: string): Disposable {
  const file = join(data, "koine.lock");
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    if (!String(cause).includes("locked")) throw cause;
    throw new Error(
      `${data} is in use by another Koine. Stop that one, or choose another folder with --data.`,
      { cause },
    );
  }
  return { [Symbol.dispose]: () => database.close() };
}
