// Numbers as an operator writes them where 0 stands for none or for no bound.
import { wrong } from "./config-error.ts";

interface Range {
  readonly from: number;
  readonly to: number;
  /** What 0 means, as the operator reads it. */
  readonly zero: string;
  /** What a number below 0 counts as; 0 without it. */
  readonly below?: number;
}

/** The number, within the range or 0. */
export function numberOrZero({ from, to, zero, below = 0 }: Range) {
  return (text: string, name: string): number => {
    const given = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (given < 0) return below;
    if (given === 0 || (given >= from && given <= to)) return given;
    throw wrong(name, `0 (${zero}) or ${from} to ${to}`, text);
  };
}

/** Infinity where 0 stands for no bound. */
export function orUnlimited(given: number): number {
  return given === 0 ? Infinity : given;
}
