// Who knocks.
import type { Ear } from "./line.ts";

/** From which address, and who listens (nobody for an HTTP call). */
export interface Visitor {
  readonly address: string;
  readonly ear: Ear | undefined;
  /** The name of the door's dialect; `http` for a call. */
  readonly door?: string | undefined;
}
