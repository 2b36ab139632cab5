// Every line of the table of rights, over HTTP.
import { expect, test } from "vitest";
import { assemble } from "./cast.ts";
import { http } from "./doors.ts";
import { run } from "./run.ts";

test("over HTTP everyone may do what the table of rights says, and what is refused changes nothing", async () => {
  const { wrong, asked } = await run(await assemble(), http);
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(1_000);
}, 120_000);
