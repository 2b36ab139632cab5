import { describe, expect, test } from "vitest";
import {
  countRange,
  limitRanges,
  rateRanges,
} from "../../src/config/limits-table.ts";
import { defaultLimits } from "../../src/core/limits.ts";
import { config, inline } from "./asked.ts";

describe("limits", () => {
  test.each(Object.entries(limitRanges))(
    "%s can be set, within its range",
    (key, range) => {
      const name = key as keyof typeof limitRanges;
      if (range === "rate") {
        for (const [part, [from, to]] of Object.entries(rateRanges)) {
          const rate = (value: number) =>
            `limits = { ${key} = { ${part} = ${value} } }`;
          expect(config({ toml: rate(to) }).limits[name]).toEqual({
            ...(defaultLimits[name] as object),
            [part]: to,
          });
          expect(() => config({ toml: rate(to + 1) })).toThrow(
            `koine.toml: limits.${key}.${part} must be`,
          );
          expect(() => config({ toml: rate(from / 2) })).toThrow(`${from} to`);
        }
        return;
      }
      const [from, to] = range === "count" ? countRange : range;
      const limit = (value: number) => `[limits]\n${key} = ${value}`;
      expect(config({ toml: limit(from) }).limits[name]).toBe(from);
      expect(config({ toml: limit(to) }).limits[name]).toBe(to);
      const least = range === "count" ? -1 : from - 1;
      const other = range === "count" ? ", or 0 or inf" : "";
      for (const value of [least, to + 1, from + 0.5]) {
        expect(() => config({ toml: limit(value) })).toThrow(
          `koine.toml: limits.${key} must be a whole number, ${from} to ${to}${other}, not ${value}`,
        );
      }
    },
  );

  test("each has its key, and keeps its own range by default", () => {
    expect(Object.keys(limitRanges)).toEqual(Object.keys(defaultLimits));
    const toml = `limits = ${inline(defaultLimits)}`;
    expect(config({ toml }).limits).toEqual(defaultLimits);
  });

  test("switched off, the sizes of the file stay", () => {
    const toml = "[limits]\ntextBytes = 100\nsays = { burst = 3 }";
    const { limits } = config({ args: ["--limits", "off"], toml });
    expect(limits.textBytes).toBe(100);
    expect(limits.says.burst).toBe(Infinity);
    expect(config({ toml }).limits.says).toEqual({ perSecond: 10, burst: 3 });
  });

  test.each(["0", "inf"])("a count of %s is no bound", (none) => {
    const toml = `limits = { connections = ${none}, rooms = ${none} }`;
    expect(config({ toml }).limits).toEqual(defaultLimits);
  });

  test("a count of its own flag goes before the table, and stays when limits are off", () => {
    const toml = "[limits]\nconnections = 5\nrooms = 6";
    const args = ["-n", "7", "--limits", "off"];
    expect(config({ args, toml }).limits).toMatchObject({
      connections: 7,
      rooms: Infinity,
    });
    expect(config({ args: ["-n", "0"], toml }).limits).toMatchObject({
      connections: Infinity,
      rooms: 6,
    });
  });
});
