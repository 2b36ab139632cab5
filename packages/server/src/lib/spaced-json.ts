// JSON as Python writes it: ", " and ": " between the parts, and ASCII only. For doors whose first servers were Python.

/** Keys keep their order; those that are undefined are left out, and undefined elsewhere is null. */
export function spacedJson(value: unknown): string {
  if (typeof value === "string") return ascii(value);
  if (Array.isArray(value))
    return `[${value.map((item) => spacedJson(item)).join(", ")}]`;
  if (typeof value !== "object" || value === null)
    return JSON.stringify(value) ?? "null";
  const pairs: string[] = [];
  for (const [key, item] of Object.entries(value))
    if (item !== undefined) pairs.push(`${ascii(key)}: ${spacedJson(item)}`);
  return `{${pairs.join(", ")}}`;
}

const NOT_ASCII = /[\u0080-\uffff]/g;

function ascii(text: string): string {
  return JSON.stringify(text).replace(
    NOT_ASCII,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
