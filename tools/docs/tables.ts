// Turns the protocol's schemas into the tables of its page.
import { codes, entries, events, verbs } from "@koine/protocol";

/** The parts of JSON Schema that the protocol's table uses. */
interface Schema {
  readonly type?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
}

const eventNames = new Map<unknown, string>(
  Object.entries(events).map(([name, schema]) => [schema, name]),
);

export function verbSections(): string {
  return Object.entries(verbs)
    .map(([name, { about, scope, params, result }]) =>
      [
        `### ${name}`,
        name === "hello" ? about : `${about} Scope: \`${scope}\`.`,
        fieldsOrNone("Parameters", params, "Parameters: none."),
        fieldsOrNone("Result", result, "Result: `{}`."),
      ].join("\n\n"),
    )
    .join("\n\n");
}

export function eventSections(): string {
  return Object.entries(events)
    .map(([name, schema]) => {
      const { description = "" } = schema as Schema;
      return `### ${name}\n\n${description}\n\n${fieldTable(schema)}`;
    })
    .join("\n\n");
}

export function codeTable(): string {
  return table(
    ["code", "HTTP status", "meaning"],
    Object.entries(codes).map(([code, { status, means }]) => [
      `\`${code}\``,
      String(status),
      means,
    ]),
  );
}

export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join(
    "\n",
  );
}

function fieldsOrNone(head: string, schema: Schema, none: string): string {
  return Object.keys(schema.properties ?? {}).length === 0
    ? none
    : `${head}:\n\n${fieldTable(schema)}`;
}

function fieldTable(schema: Schema): string {
  return table(["field", "type", "meaning"], rows(schema, ""));
}

/** A row for each field; those of an object inside follow it, with its name before theirs. */
function rows(schema: Schema, path: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const isOptional = !(schema.required ?? []).includes(name);
    const type = typeOf(field) + (isOptional ? ", optional" : "");
    const meaning = field.description ?? field.items?.description ?? "";
    const row = [`\`${path}${name}\``, type, meaning];
    return [row, ...rowsInside(field, `${path}${name}`)];
  });
}

function rowsInside(field: Schema, path: string): string[][] {
  const { items } = field;
  if (items !== undefined)
    return items.anyOf !== undefined || eventNames.has(items)
      ? []
      : rows(items, `${path}[].`);
  return rows(field, `${path}.`);
}

function typeOf(schema: Schema): string {
  const event = eventNames.get(schema);
  if (event !== undefined) return `[${event}](#${event})`;
  // What may be any of several is an entry everywhere.
  if (schema.anyOf !== undefined)
    return Object.keys(entries)
      .map((name) => `[${name}](#${name})`)
      .join(" / ");
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined)
    return schema.enum.map((word) => `\`"${word}"\``).join(", ");
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  return `${schema.type ?? "anything"}${range(schema)}`;
}

function range({ minimum, maximum }: Schema): string {
  if (minimum !== undefined && maximum !== undefined)
    return `, ${minimum} to ${maximum}`;
  return minimum === undefined ? "" : `, at least ${minimum}`;
}
