// A mute as whoever it is on is told of it.
import type { Result } from "@koine/protocol";
import type { Sanction } from "../core/ports/house-store.ts";

export const muteShown = ({
  by,
  reason,
  until,
}: Pick<Sanction, "by" | "reason" | "until">): NonNullable<
  Result<"hello">["muted"]
> => ({
  by: { id: by.id, name: by.name },
  reason,
  ...(until !== undefined && { until }),
});
