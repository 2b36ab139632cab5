// Medians and percentiles, for the load and the report.

/** Of numbers in any order; NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1
    ? upper
    : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Times in milliseconds, as the results of a run carry them. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Every time is kept, so that percentiles are exact. */
export class Times {
  #values = new Float64Array(4096);
  #count = 0;

  add(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
  }

  spread(): Spread {
    const sorted = this.#values.slice(0, this.#count).sort();
    const at = (part: number): number =>
      sorted[Math.min(this.#count - 1, Math.floor(this.#count * part))] ?? NaN;
    return { count: this.#count, p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}
