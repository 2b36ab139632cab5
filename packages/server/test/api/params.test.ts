import { verbs, type VerbName } from "@koine/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readParams, readVerb } from "../../src/api/params.ts";
import { ChatError } from "../../src/core/errors.ts";

const names = Object.keys(verbs) as VerbName[];

function refusal(read: () => unknown): ChatError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof ChatError) return error;
    throw error;
  }
}

test("only the verbs that there are are read", () => {
  for (const name of names) expect(readVerb(name)).toBe(name);
  fc.assert(
    fc.property(fc.anything(), (name) => {
      fc.pre(!names.includes(name as VerbName));
      expect(refusal(() => readVerb(name))?.code).toBe("unknown_verb");
    }),
  );
});

test("whatever the parameters are, they are read or refused with the field's name", () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), (verb, params) => {
      const error = refusal(() => readParams(verb, params));
      if (error === undefined) return;
      expect(error.code).toBe("bad_request");
      expect(error.message).toMatch(new RegExp(`^${verb}: `));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["say", { room: "kitchen", text: 1 }, "text"],
  ["say", { room: "kitchen", text: "x", key: "" }, "key"],
  ["say", { room: "kitchen", text: "x", key: "x".repeat(65) }, "key"],
  ["join", { room: "kitchen", since: { epoch: "e", seq: -1 } }, "since.seq"],
  ["join", { room: "kitchen", since: { epoch: 1, seq: 1 } }, "since.epoch"],
  ["join", { room: "kitchen", since: null }, "since"],
  ["join", { room: "kitchen", last: 201 }, "last"],
  ["history", { room: "kitchen", limit: 0 }, "limit"],
  ["history", { room: "kitchen", before: 1.5 }, "before"],
  ["hello", { name: 1 }, "name"],
  ["hello", { name: "x".repeat(257) }, "name"],
  ["hello", { name: "ann", versions: [] }, "versions"],
] as const)("%s with %j names the field %s", (verb, params, field) => {
  const error = refusal(() => readParams(verb, params));
  expect(error?.code).toBe("bad_request");
  expect(error?.message).toContain(`"${field}"`);
});

test("unknown fields are ignored, whatever they are called", () => {
  const params = JSON.parse(
    '{"room":"kitchen","more":1,"__proto__":{"limit":"x"},"constructor":null}',
  ) as unknown;
  expect(refusal(() => readParams("history", params))).toBe(undefined);
});
