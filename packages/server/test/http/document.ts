// What the tests of generated documents share: reading plain JSON by pointers.

/** Every `$ref` in a document. */
export function refsOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === "$ref" && typeof part === "string" ? [part] : refsOf(part),
  );
}

/** What `#/a/b` points at; undefined when there is nothing. */
export function at(document: unknown, pointer: string): unknown {
  const [start, ...steps] = pointer.split("/");
  if (start !== "#") return undefined;
  return steps.reduce<unknown>((here, step) => {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    return typeof here === "object" && here !== null && Object.hasOwn(here, key)
      ? (here as Record<string, unknown>)[key]
      : undefined;
  }, document);
}

/** What `key` of a document's part holds, by name. */
export function keysAt(document: unknown, pointer: string): string[] {
  return Object.keys(at(document, pointer) ?? {});
}
