// Why a connection of the native door ends, for programs.
import { endings, type Ending } from "@koine/protocol";
import { expect, test } from "vitest";
import { closing, endingOf } from "../../../src/dialects/native/closing.ts";
import { line } from "../../../src/wires/framings.ts";
import { tcp } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";

test("who is idle is told so", async () => {
  const server = await startServer({ config: { idleSeconds: 1 } });
  const ann = await tcp(server);
  await ann.must("hello", { name: "ann" });
  await ann.ended;
  expect(ann.events.at(-1)).toEqual({
    ev: "closing",
    code: "idle",
    reason: "idle for 1 seconds",
  });
});

test.each([
  [1000, "idle"],
  [1012, "going_away"],
  [1013, "unavailable"],
] as const)("what the doors end with %i is %s", (code, ending) => {
  expect(endingOf({ code, text: "" })).toBe(ending);
});

test("every code is one of the protocol's, beside the text as it is", () => {
  for (const code of Object.keys(endings) as Ending[])
    expect(
      JSON.parse(closing(code, '"<b>"\n').framed(line).toString()),
    ).toEqual({
      ev: "closing",
      code,
      reason: '"<b>"\n',
    });
});
