// Checks a verb's parameters against its schema, compiled once.
import { verbs, type Params, type VerbName } from "@koine/protocol";
import { Compile } from "typebox/compile";
import { ChatError } from "../core/errors.ts";

const checks = new Map(
  Object.entries(verbs).map(([name, { params }]) => [name, Compile(params)]),
);

/** @throws ChatError `unknown_verb` */
export function readVerb(name: unknown): VerbName {
  if (typeof name === "string" && Object.hasOwn(verbs, name))
    return name as VerbName;
  throw new ChatError(
    "unknown_verb",
    `There is no verb ${shown(name)}. There are: ${Object.keys(verbs).join(", ")}.`,
  );
}

/** Unknown fields are ignored. @throws ChatError `bad_request`, naming the first field that is wrong */
export function readParams<V extends VerbName>(
  verb: V,
  params: unknown,
): Params<V> {
  const check = checks.get(verb);
  if (check?.Check(params) === true) return params as Params<V>;
  const [first] = check?.Errors(params) ?? [];
  const field = first?.instancePath.slice(1).replaceAll("/", ".");
  throw new ChatError(
    "bad_request",
    `${verb}: ${field ? `"${field}" ` : ""}${first?.message ?? "is not an object"}.`,
  );
}

function shown(name: unknown): string {
  return typeof name === "string" && name.length <= 64
    ? JSON.stringify(name)
    : "of that kind";
}
