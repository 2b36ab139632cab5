// Checks a verb's parameters against its schema, compiled at the first call. Loaded with the first request: the schemas,
// and what compiles them, would be a fifth of the memory of a server that nobody uses.
import { verbs, type Params, type VerbName } from "@koine/protocol";
import { Compile, type Validator } from "typebox/compile";
import { ChatError } from "../core/errors.ts";

const checks = new Map<VerbName, Validator>();

/** @throws ChatError `unknown_verb` */
export function readVerb(name: unknown): VerbName {
  if (typeof name === "string" && Object.hasOwn(verbs, name))
    return name as VerbName;
  throw new ChatError(
    "unknown_verb",
    `There is no verb ${shown(name)}. Those there are stand in docs/protocol.md, and in /api/openapi.json.`,
  );
}

/** Unknown fields are ignored. @throws ChatError `bad_request`, naming the first field that is wrong */
export function readParams<V extends VerbName>(
  verb: V,
  params: unknown,
): Params<V> {
  const check = checks.get(verb) ?? compile(verb);
  if (check.Check(params)) return params as Params<V>;
  const [first] = check.Errors(params);
  const field = first?.instancePath.slice(1).replaceAll("/", ".");
  throw new ChatError(
    "bad_request",
    `${verb}: ${field ? `"${field}" ` : ""}${first?.message ?? "is not an object"}.`,
  );
}

function compile(verb: VerbName): Validator {
  const check = Compile(verbs[verb].params);
  checks.set(verb, check);
  return check;
}

function shown(name: unknown): string {
  return typeof name === "string" && name.length <= 64
    ? JSON.stringify(name)
    : "of that kind";
}
