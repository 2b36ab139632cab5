import { expect, test } from "vitest";
import { flagText, helpText } from "../../src/cli/help.ts";
import { packageVersion } from "../../src/lib/package-version.ts";
import { settingKeys, settings } from "../../src/config/settings.ts";
import { KoineProcess, type Ended } from "./koine-process.ts";

async function koine(
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<Ended> {
  await using koineProcess = new KoineProcess(args, env);
  return await koineProcess.ended;
}

test.each([[["version"]], [["--version"]], [["-V"]], [["serve", "-d", "-V"]]])(
  "%j says which version this is",
  async (args) => {
    expect(await koine(args)).toEqual({
      code: 0,
      out: packageVersion(),
      err: "",
    });
  },
);

test.each([
  [[]],
  [["help"]],
  [["-h"]],
  [["serve", "-p", "x", "--help"]],
  [["stop", "-h"]],
])("%j shows the help", async (args) => {
  expect(await koine(args)).toEqual({ code: 0, out: helpText(), err: "" });
});

test("the help has every flag with its default", () => {
  const help = helpText();
  for (const key of settingKeys) {
    const { standard, about } = settings[key];
    const byDefault =
      standard === "" || standard === "false" ? "" : ` [${standard}]`;
    expect(help).toContain(`  ${flagText(key)}\n      ${about}${byDefault}\n`);
  }
});

test.each([
  [["srve"], "the command srve is not known: did you mean serve?"],
  [
    ["toString"],
    "the command toString is not known: known are serve, start, stop, restart, status, grant, version, help",
  ],
  [["--port", "1"], "a command comes first, such as: koine serve --port"],
  [["-d"], "a command comes first, such as: koine serve -d"],
])("%j is no command", async (args, err) => {
  expect(await koine(args)).toEqual({ code: 2, out: "", err });
});

test("a wrong flag, variable or key is told in one line", async () => {
  expect(await koine(["serve", "--port", "99999"])).toEqual({
    code: 1,
    out: "",
    err: "--port must be 0 to 65535, not 99999",
  });
  expect(await koine(["serve"], { KOINE_STORE: "redis://localhost" })).toEqual({
    code: 1,
    out: "",
    err: "KOINE_STORE must be sqlite: or memory: (there is no Redis store yet), not redis://localhost",
  });
});
