// Reads the events of a client: `["name", {…}]`, or with the same values one after the other.

export type Request =
  | {
      readonly do: "connected";
      readonly name: string;
      readonly password: string;
    }
  | { readonly do: "message"; readonly text: string }
  | { readonly do: "privmsg"; readonly to: string; readonly text: string }
  /** An event that this door does not know. */
  | { readonly do: "nothing" };

/** The keys of each event, in the order in which they may stand without names. */
const KEYS = {
  connected: ["username", "password"],
  message: ["message"],
  privmsg: ["to_user", "message"],
} as const;

/** undefined when it is malformed: no event, keys missing or too many, a name that is no text. */
export function readRequest(frame: string): Request | undefined {
  try {
    const parsed: unknown = JSON.parse(frame);
    return Array.isArray(parsed) ? read(parsed) : undefined;
  } catch {
    // Not only what is no JSON: what nests too deep cannot be written again.
    return undefined;
  }
}

function read([name, ...args]: readonly unknown[]): Request | undefined {
  if (typeof name !== "string") return undefined;
  if (!isKnown(name)) return { do: "nothing" };
  const values = valuesOf(KEYS[name], args);
  if (values === undefined) return undefined;
  const [first, second] = values;
  switch (name) {
    case "connected":
      return typeof first === "string" && typeof second === "string"
        ? { do: name, name: first, password: second }
        : undefined;
    case "message":
      return { do: name, text: textOf(first) };
    case "privmsg":
      return typeof first === "string"
        ? { do: name, to: first, text: textOf(second) }
        : undefined;
  }
}

const isKnown = (name: string): name is keyof typeof KEYS =>
  Object.hasOwn(KEYS, name);

function valuesOf(
  keys: readonly string[],
  args: readonly unknown[],
): readonly unknown[] | undefined {
  const [only] = args;
  const isNamed = typeof only === "object" && only !== null;
  if (!isNamed || Array.isArray(only))
    return args.length === keys.length ? args : undefined;
  if (args.length > 1) return undefined;
  const named = only as Readonly<Record<string, unknown>>;
  const isWhole =
    Object.keys(named).length === keys.length &&
    keys.every((key) => Object.hasOwn(named, key));
  return isWhole ? keys.map((key) => named[key]) : undefined;
}

/** A message may be any JSON: what is no text is shown as it is written. */
const textOf = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
