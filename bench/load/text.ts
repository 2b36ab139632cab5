// The texts of the load: a number in front, so that whoever gets one knows which it is, then a filler.

export const digits = 8;
const filler = " the quick brown fox jumps over the lazy dog";

/** `length` characters, at least as many as the number has digits. */
export function numberedText(number: number, length: number): string {
  return (String(number).padStart(digits, "0") + fillerOf(length)).slice(
    0,
    length,
  );
}

let cached = "";

function fillerOf(length: number): string {
  if (cached.length < length)
    cached = filler.repeat(Math.ceil(length / filler.length));
  return cached;
}

/** The title of the nth room of a job. */
export function roomTitle(index: number): string {
  return `bench-${index}`;
}
