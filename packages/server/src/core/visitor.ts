// Who knocks.
import type { Ear } from "./line.ts";

/** From which address, and who listens (nobody for an HTTP call). */
export interface Visitor {
  readonly address: string;
  readonly ear: Ear | undefined;
}
