// How a client of the native door is told that its connection ends.
import type { Event } from "@koine/protocol";
import type { Ending } from "../../core/endings.ts";
import { Frame } from "../../lib/frame.ts";
import type { CloseReason } from "../../wires/wire.ts";

/** What the doors end connections with. */
const endings: Partial<Record<CloseReason["code"], Ending>> = {
  1000: "idle",
  1012: "going_away",
  1013: "unavailable",
};

export const endingOf = ({ code }: CloseReason): Ending =>
  endings[code] ?? "going_away";

export const closing = (code: Ending, reason: string): Frame =>
  new Frame(JSON.stringify({ ev: "closing", code, reason } satisfies Event));
