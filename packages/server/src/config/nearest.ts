// Finds the word that someone who mistyped most likely meant.
import { ConfigError } from "./config-error.ts";

/** Says that `given` is not known, and which of the known ones is meant or what there is. */
export function unknown(
  what: string,
  given: string,
  known: readonly string[],
): ConfigError {
  const near = nearest(given, known);
  const hint = near ? `did you mean ${near}?` : `known are ${known.join(", ")}`;
  return new ConfigError(`${what} ${given.slice(0, 80)} is not known: ${hint}`);
}

export function nearest(
  given: string,
  known: readonly string[],
): string | undefined {
  const asked = plain(given);
  const [best] = known
    .map((word) => ({ word, far: distance(asked, plain(word)) }))
    .filter(({ word, far }) => far <= plain(word).length / 2)
    .sort((one, other) => one.far - other.far);
  return best?.word;
}

function plain(word: string): string {
  return word
    .slice(0, 40)
    .toLowerCase()
    .replace(/^koine_|[^a-z0-9]/g, "");
}

/** Letters to insert, drop or change (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, against] of [...other].entries()) {
      const changed = (row[j] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
