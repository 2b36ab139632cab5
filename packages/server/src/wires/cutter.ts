// How a stream of bytes is cut into frames. Used by the TCP wire.
import type { Unreadable } from "./wire.ts";

export type Cut =
  { readonly text: string } | { readonly unreadable: Unreadable };

export interface Cutter {
  /** The frames that this piece completes, in order; pieces are of any size. The piece is not held on to. */
  push(piece: Buffer): Cut[];
}
