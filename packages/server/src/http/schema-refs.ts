// Schemas with a name are written once in a document and referred to elsewhere: for the OpenAPI and AsyncAPI documents.

/** A copy of `schema` as plain JSON; any part of it that is one of `named` (the same object) becomes a `$ref`. */
export function withRefs(
  schema: unknown,
  named: ReadonlyMap<unknown, string>,
): unknown {
  const name = named.get(schema);
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return inside(schema, named);
}

/** The same, but `schema` itself is written out: for the place where a named one is defined. */
export function defined(
  schema: unknown,
  named: ReadonlyMap<unknown, string>,
): unknown {
  return inside(schema, named);
}

function inside(value: unknown, named: ReadonlyMap<unknown, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withRefs(item, named));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withRefs(part, named)]),
  );
}

/** `say` -> `Say`. */
export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
