// What an entry has from its draft beside what is kept. For the entry that an append makes; used by every store's log.
import type { Live } from "../core/entries.ts";

export function liveOf({ extra, origin, byAccount }: Live): Live {
  // Whatever is added to the live form must be added here.
  return { extra, origin, byAccount } satisfies Record<keyof Live, unknown>;
}
