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
  connections: "count",
  roomsPerSession: [1, 100_000],
  roomsMadePerHour: [1, 1_000_000],
  rooms: "count",
  memberships: [1, 100_000],
  privateRooms: [1, 100_000],
  invitations: [1, 100_000],
  directRooms: [1, 100_000],
  says: "rate",
  verbs: "rate",
  hellos: "rate",
  logins: "rate",
  registrations: "rate",
  refusals: "rate",
  bigRoom: [2, 1_000_000],
  passBytes: [1024, 1024 * 1024],
} as const satisfies {
  readonly [Key in keyof Limits]: Limits[Key] extends Rate
    ? "rate"
    : Range | "count";
};

/** Of a count; 0 and inf are no bound. */
export const countRange: Range = [1, 1_000_000];

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
    given[key] = readLimit(key, value, `${name}.${key}`);
  }
  return { ...defaultLimits, ...given };
}

function readLimit(
  key: keyof Limits,
  value: unknown,
  name: string,
): number | Rate {
  const range = limitRanges[key];
  if (range === "rate") return readRate(value, name, rateOf(key));
  if (range === "count") return readCount(value, name);
  return readNumber(value, name, range, true);
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

function readCount(value: unknown, name: string): number {
  if (value === 0 || value === Infinity) return Infinity;
  const [from, to] = countRange;
  if (Number.isInteger(value) && Number(value) >= from && Number(value) <= to)
    return Number(value);
  throw wrong(name, `a whole number, ${from} to ${to}, or 0 or inf`, value);
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
