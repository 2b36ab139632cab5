import { once } from "node:events";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readableLine } from "../src/logger.ts";

const logger = fileURLToPath(new URL("../src/logger.ts", import.meta.url));

/** What a process that logs like this writes on standard error. */
async function logged(script: string): Promise<string> {
  const child = execFile(process.execPath, [
    "-C",
    "development",
    "--input-type=module",
    "-e",
    `import { createLogger } from ${JSON.stringify(logger)}; ${script}`,
  ]);
  const parts: string[] = [];
  child.stderr?.on("data", (part: string) => parts.push(part));
  await once(child, "close");
  return parts.join("");
}

test("a line is one JSON object, without secrets", async () => {
  const secret = JSON.stringify({
    token: "t0ken",
    session: { password: "passw0rd", name: "ann" },
    req: { headers: { authorization: "bearer", cookie: "c00kie" } },
    headers: { "set-cookie": "c00kie" },
  });
  const line = await logged(
    `createLogger("info", false).info(${secret}, "hello");`,
  );
  expect(JSON.parse(line)).toMatchObject({ level: 30, msg: "hello" });
  expect(line).toContain("ann");
  expect(line).not.toMatch(/t0ken|passw0rd|bearer|c00kie/);
});

test("the last line before the end of the process is not lost", async () => {
  const line = await logged(
    `createLogger("info", false).fatal("a bug"); process.exit(1);`,
  );
  expect(line).toContain("a bug");
});

test("a terminal gets a readable line, and a bug's stack", () => {
  const time = new Date(2026, 10, 21, 7, 8, 9).getTime();
  expect(
    readableLine(JSON.stringify({ level: 30, time, msg: "ending", by: "ann" })),
  ).toBe("07:08:09 info  ending { by: 'ann' }\n");
  expect(
    readableLine(
      JSON.stringify({ level: 60, time, msg: "a bug", err: { stack: "at x" } }),
    ),
  ).toBe("07:08:09 fatal a bug\nat x\n");
});
