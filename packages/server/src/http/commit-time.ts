// The histogram of commit times, read from the tally's own buckets instead of being told of each commit.
import {
  Histogram,
  type MetricObjectWithValues,
  type MetricValueWithName,
} from "@prometheus-io/client";
import { commitBuckets, type Tally } from "../core/tally.ts";

const name = "koine_commit_seconds";
const help = "Time of a commit to the store, kept or failed.";

type Values = MetricObjectWithValues<MetricValueWithName<string>>;

export class CommitTime extends Histogram<string> {
  readonly #tally: Tally;

  constructor(tally: Tally) {
    super({ name, help, registers: [], buckets: [...commitBuckets] });
    this.#tally = tally;
  }

  override async get(): Promise<Values> {
    const { commitCounts, commitSeconds, commits } = this.#tally;
    const bounds = [...commitBuckets, "+Inf"];
    let below = 0;
    const values = bounds.map((le, at) => {
      below += commitCounts[at] ?? 0;
      return { metricName: `${name}_bucket`, labels: { le }, value: below };
    });
    const sums = [
      { metricName: `${name}_sum`, labels: {}, value: commitSeconds },
      { metricName: `${name}_count`, labels: {}, value: commits },
    ];
    return {
      name,
      help,
      type: "histogram",
      aggregator: "sum",
      collect: () => {},
      values: [...values, ...sums],
    };
  }

  /** What the registry calls in fact, for a histogram. */
  getForPromString(): Promise<Values> {
    return this.get();
  }
}
