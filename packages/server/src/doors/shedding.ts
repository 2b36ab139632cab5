// Before memory runs out the server sheds: first it refuses newcomers, then it lets go of the slowest and the longest
// idle, a few at a time.
import { getHeapStatistics } from "node:v8";
import type { Connection, Connections } from "./connections.ts";

/** Above this share of the memory newcomers are refused, */
const FULL = 0.85;
/** and above this some are let go of, */
const SHORT = 0.92;
/** this share of all in a round, and at least one. */
const LET_GO = 0.02;
const ROUND_MS = 1_000;

const REASON = {
  code: 1013,
  text: "the server is short of memory; come back in a minute",
} as const;

/** The share of the memory that is in use; 1 is all of it. */
export type Probe = () => number;

/**
 * What V8 may take for its heap, and at most so many bytes (Infinity for no such bound) for the whole process: whichever
 * is nearer to its end. V8 collects at the latest halfway between what is live and its limit, so that a heap that is nearly full
 * is one that is nearly full of what is needed.
 */
export function memoryProbe(most: number): Probe {
  return () => {
    const { heapUsed, rss } = process.memoryUsage();
    // A worker thread has no limit of its own.
    const limit = getHeapStatistics().heap_size_limit || Infinity;
    return Math.max(heapUsed / limit, rss / most);
  };
}

export interface SheddingParts {
  readonly connections: Connections;
  readonly probe: Probe;
  /** Told when newcomers begin to be refused, when they are welcome again, and how many were let go. */
  readonly tell: (text: string) => void;
}

export class Shedding {
  readonly #parts: SheddingParts;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: SheddingParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.round(), ROUND_MS).unref();
  }

  /** Looks once; called by the timer. */
  round(): void {
    const { connections, probe, tell } = this.#parts;
    const share = probe();
    const isFull = share > FULL;
    if (isFull !== connections.isFull)
      tell(
        isFull
          ? `${percent(share)} of the memory is in use: newcomers are refused`
          : "there is memory again: newcomers are welcome",
      );
    connections.isFull = isFull;
    if (share <= SHORT) return;
    const chosen = toLetGo([...connections.open], performance.now());
    if (chosen.length === 0) return;
    for (const connection of chosen) connections.end(connection, REASON);
    tell(
      `${percent(share)} of the memory is in use: ${chosen.length} of ${connections.open.size + chosen.length} connections were let go`,
    );
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Whom a round lets go of: the longest lagging, and if they do not suffice the longest idle. */
export function toLetGo<
  One extends { readonly wire: Pick<Connection["wire"], Measures> },
>(all: readonly One[], now: number): readonly One[] {
  const lag = ({ wire }: One): number => now - (wire.laggingSince ?? now);
  const idle = ({ wire }: One): number => now - wire.lastAsked;
  return [...all]
    .sort((one, other) => lag(other) - lag(one) || idle(other) - idle(one))
    .slice(0, Math.max(1, Math.floor(all.length * LET_GO)));
}

type Measures = "laggingSince" | "lastAsked";

const percent = (share: number): string => `${Math.round(share * 100)} %`;
