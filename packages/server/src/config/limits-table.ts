// The [limits] of koine.toml: the bounds that each limit itself must keep, and the limits that come of a table.
import { defaultLimits, type Limits, type Rate } from "../core/limits.ts";
import { ConfigError, wrong } from "./config-error.ts";
import { unknown } from "./nearest.ts";

type Range = readonly [from: number, to: number];

/** Both ends belong to a range. */
export const limitRanges = {
  textCodePoints: [1, 100_000],
  textBytes: [1, 256 * 1024],
  frameBytes: [1024, 1024 * 1024],
  lineBytes: [1024, 1024 * 1024],
  requestsUnderWay: [1, 10_000],
  requestsUnderWayInAll: [1, 1_000_000],
  connectionsPerAddress: [1, 1_000_000],
  roomsPerSession: [1, 100_000],
  roomsMadePerHour: [1, 1_000_000],
  says: "rate",
  verbs: "rate",
  hellos: "rate",
  refusals: "rate",
  bigRoom: [2, 1_000_000],
} as const satisfies {
  readonly [Key in keyof Limits]: Limits[Key] extends Rate ? "rate" : Range;
};

/** Of a rate. `perSecond` may have a fraction. */
export const rateRanges = {
  perSecond: [0.01, 1_000_000],
  burst: [1, 1_000_000],
} as const satisfies { readonly [Key in keyof Rate]: Range };

/** `table` is what stands under `[limits]`; `name` says where. What it does not name stays as it is by default. */
export function readLimits(table: object, name: string): Limits {
  const given: Record<string, number | Rate> = {};
  for (const [key, value] of Object.entries(table)) {
    if (!isKey(key, limitRanges)) {
      throw unknown(`${name}: limit`, key, Object.keys(limitRanges));
    }
    const range = limitRanges[key];
    const where = `${name}.${key}`;
    given[key] =
      range === "rate"
        ? readRate(value, where, rateOf(key))
        : readNumber(value, where, range, true);
  }
  return { ...defaultLimits, ...given };
}

function readRate(value: unknown, name: string, standard: Rate): Rate {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrong(
      name,
      `a rate such as { perSecond = ${standard.perSecond}, burst = ${standard.burst} }`,
      value,
    );
  }
  const rate = { ...standard };
  for (const [key, part] of Object.entries(value)) {
    if (!isKey(key, rateRanges)) {
      throw unknown(`${name}: key`, key, Object.keys(rateRanges));
    }
    const whole = key === "burst";
    rate[key] = readNumber(part, `${name}.${key}`, rateRanges[key], whole);
  }
  return rate;
}

function readNumber(
  value: unknown,
  name: string,
  [from, to]: Range,
  whole: boolean,
): number {
  const fits =
    typeof value === "number" &&
    value >= from &&
    value <= to &&
    (!whole || Number.isInteger(value));
  if (!fits)
    throw wrong(
      name,
      `${whole ? "a whole number, " : ""}${from} to ${to}`,
      value,
    );
  return value;
}

function rateOf(key: keyof Limits): Rate {
  const standard = defaultLimits[key];
  if (typeof standard === "object") return standard;
  throw new ConfigError(`${key} is not a rate`);
}

function isKey<Table extends object>(
  key: string,
  table: Table,
): key is string & keyof Table {
  return Object.hasOwn(table, key);
}
