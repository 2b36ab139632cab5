// What the operator asked for cannot be. The command line prints the message, one line, and ends.

export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** `name` is what the operator wrote it under: a flag, a variable, a file and its key. */
export function wrong(name: string, must: string, given: unknown): ConfigError {
  return new ConfigError(`${name} must be ${must}, not ${shown(given)}`);
}

function shown(given: unknown): string {
  const plain =
    typeof given === "number" ||
    (typeof given === "string" && /^[!-~]+$/.test(given));
  const text = plain ? String(given) : (JSON.stringify(given) ?? typeof given);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
