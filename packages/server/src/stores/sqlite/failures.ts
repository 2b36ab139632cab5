// What an error of SQLite means: the fault of one statement, or of the database as a whole.

// SQLite's primary result codes.
const busy = 5;
const tooBig = 18;
const constraint = 19;
const mismatch = 20;
const noDatabase = 26;

/** SQLite's primary result code; undefined when the error is not SQLite's. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === busy;
}

export function isNoDatabase(error: unknown): boolean {
  return resultCode(error) === noDatabase;
}

/** Whether only the operation that met it is to blame: others may well succeed in the same database. */
export function isOfOneOperation(error: unknown): boolean {
  const code = resultCode(error);
  if (code === undefined) return true;
  return code === constraint || code === mismatch || code === tooBig;
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
