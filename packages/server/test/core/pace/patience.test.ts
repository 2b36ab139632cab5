import { afterEach, expect, test, vi } from "vitest";
import { defaultLimits, withoutRates } from "../../../src/core/limits.ts";
import { Patience } from "../../../src/core/pace/patience.ts";

afterEach(() => vi.useRealTimers());

/** How many of 1,000 refusals at one moment are answered at once, and how many a second later. */
async function answered(patience: Patience): Promise<[number, number]> {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  let count = 0;
  for (let n = 0; n < 1_000; n++) void patience.refuse(0).then(() => count++);
  await vi.advanceTimersByTimeAsync(999);
  const atOnce = count;
  await vi.advanceTimersByTimeAsync(1);
  return [atOnce, count];
}

test("past the pace each refusal is answered a second later", async () => {
  const { burst } = defaultLimits.refusals;
  expect(await answered(new Patience(defaultLimits, 0))).toEqual([
    burst,
    1_000,
  ]);
});

test("without limits every refusal is answered at once", async () => {
  const patience = new Patience(withoutRates(defaultLimits), 0);
  expect(await answered(patience)).toEqual([1_000, 1_000]);
});
