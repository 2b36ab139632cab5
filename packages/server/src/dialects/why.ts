// Why someone was put out or silenced, and for how long: what every door adds to its own words for it.

export interface Why {
  readonly reason?: string | undefined;
  /** Milliseconds since 1970; Infinity for good; undefined when nothing keeps him from coming back. */
  readonly until?: number | undefined;
}

/** ` until 2026-11-29 15:30 UTC`, ` for good`, or nothing. */
export function forHowLong({ until }: Why): string {
  if (until === undefined) return "";
  const isDate = until < LAST_DATE;
  return isDate
    ? ` until ${new Date(until).toISOString().slice(0, 16).replace("T", " ")} UTC`
    : " for good";
}

/** ` Reason: he shouts.`, or nothing. */
export const because = ({ reason }: Why): string =>
  reason === undefined || reason === "" ? "" : ` Reason: ${reason}`;

/** No Date is later, in milliseconds since 1970. */
const LAST_DATE = 8.64e15;
