// What the chat counts of itself, for the metrics. Plain numbers that whoever knows them moves; nobody here reads them.
import type { ErrorCode } from "./errors.ts";
import type { CommitObserver } from "./ports/store.ts";

/** Upper bounds of the buckets of commit times, in seconds; the last bucket has none. */
export const commitBuckets = [
  0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1,
] as const;

export class Tally implements CommitObserver {
  /** Open now. */
  connections = 0;
  sessions = 0;
  openRooms = 0;
  lagging = 0;
  /** Since the start. */
  messages = 0;
  deliveries = 0;
  commits = 0;
  failedCommits = 0;
  commitSeconds = 0;
  /** How many commits fell into each of `commitBuckets`, and one more for those above; not cumulative. */
  readonly commitCounts: number[] = Array.from(
    { length: commitBuckets.length + 1 },
    () => 0,
  );
  readonly refusals = new Map<ErrorCode, number>();

  refused(code: ErrorCode): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  committed(seconds: number, _writes: number, kept: boolean): void {
    this.commits++;
    if (!kept) this.failedCommits++;
    this.commitSeconds += seconds;
    const found = commitBuckets.findIndex((bound) => seconds <= bound);
    const bucket = found === -1 ? commitBuckets.length : found;
    this.commitCounts[bucket] = (this.commitCounts[bucket] ?? 0) + 1;
  }
}
