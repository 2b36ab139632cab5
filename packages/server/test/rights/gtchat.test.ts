// The lines of the table of rights that an older door has a command for.
import { expect, test } from "vitest";
import { assemble } from "./cast.ts";
import { Gtchat } from "./gtchat.ts";
import { run } from "./run.ts";

test("at the GTChat door everyone may do what the table of rights says, and what is refused changes nothing", async () => {
  const { wrong, asked } = await run(await assemble(["gtchat"]), new Gtchat());
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(300);
}, 120_000);
