// Every line of the table of rights, at the native door.
import { expect, test } from "vitest";
import { assemble } from "./cast.ts";
import { native } from "./doors.ts";
import { run } from "./run.ts";

test("at the native door everyone may do what the table of rights says, and what is refused changes nothing", async () => {
  const { wrong, asked } = await run(await assemble(), native);
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(1_000);
}, 120_000);
