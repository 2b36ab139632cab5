import { expect, test } from "vitest";
import type { Place } from "../../../src/core/entries.ts";
import { ChatError } from "../../../src/core/errors.ts";
import { inEachRoom } from "../../../src/dialects/rambler/each-room.ts";

const rooms = Array.from({ length: 500 }, (_, n): Place => ({
  id: `~${n}`,
  title: `room ${n}`,
  kind: "public",
  isLobby: false,
}));

/** How many rooms were tried, and what it came to, when all from the one with that number on refuse. */
async function refusedFrom(number: number, code: "rate_limited" | "hidden") {
  let tried = 0;
  const refusal = await inEachRoom(rooms, async () => {
    if (tried++ >= number) throw new ChatError(code, "No.");
  }).catch((error: unknown) => error as ChatError);
  return { tried, message: refusal?.message };
}

test("what is refused in some rooms is done in all others", async () => {
  const { tried, message } = await refusedFrom(498, "hidden");
  expect(tried).toBe(500);
  expect(message).toBe('No. (Refused in "room 498", "room 499".)');
});

test("who is too fast in one room is not tried in hundreds more", async () => {
  const { tried, message } = await refusedFrom(40, "rate_limited");
  expect(tried).toBe(48);
  expect(message).toMatch(/^No\. \(Refused in "room 40", .* and 455 more\.\)$/);
  expect(await refusedFrom(0, "rate_limited")).toEqual({
    tried: 16,
    message: "No.",
  });
});
