import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flagText } from "../../src/cli/help.ts";
import { countRange, limitRanges } from "../../src/config/limits-table.ts";
import {
  isInFile,
  settingKeys,
  settings,
  variableOf,
} from "../../src/config/settings.ts";
import { defaultLimits } from "../../src/core/limits.ts";
import { dialectNames } from "../../src/dialects/dialect-names.ts";
import { config, inline } from "./asked.ts";

const guide = readFileSync(
  new URL("../../../../docs/operating.md", import.meta.url),
  "utf8",
);

test("the guide for operators has every flag, variable, key and default", () => {
  const lines = guide.split("\n").map((line) => line.replace(/ +/g, " "));
  for (const key of settingKeys) {
    const { standard } = settings[key];
    const cells = [
      code(flagText(key)).replaceAll("|", "\\|"),
      code(variableOf(key)),
      isInFile(key) ? code(key) : "",
      standard === "" ? "" : code(standard),
    ];
    const row = `| ${cells.join(" | ")} |`.replace(/ +/g, " ");
    expect(lines.filter((line) => line.startsWith(row))).toHaveLength(1);
  }
  for (const [key, range] of Object.entries(limitRanges)) {
    const standard = defaultLimits[key as keyof typeof limitRanges];
    const cells = [code(key), code(inline(standard)), rangeText(range)];
    const row = `| ${cells.join(" | ")} |`;
    expect(lines.filter((line) => line.startsWith(row))).toHaveLength(1);
  }
});

test("the doors that the help names are those there are", () => {
  expect(settings.door.about).toContain(`Dialects: ${dialectNames.join(", ")}`);
});

test("the guide for operators has every classic port", () => {
  for (const { dialect, port } of config({ args: ["--classic"] }).doors) {
    expect(guide).toMatch(
      new RegExp(`^\\| +${port} +\\| .*\\b${dialect}@PORT`, "m"),
    );
  }
});

function rangeText(range: (typeof limitRanges)[keyof typeof limitRanges]) {
  if (range === "rate") return "a rate";
  return range === "count"
    ? `${countRange.join(" to ")}, or 0 or inf`
    : `${range[0]} to ${range[1]}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
