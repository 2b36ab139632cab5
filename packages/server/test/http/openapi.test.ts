import { codes, verbs } from "@koine/protocol";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import { httpVerbs } from "../../src/http/http-verbs.ts";
import { openApi } from "../../src/http/openapi.ts";
import { at, keysAt, refsOf } from "./document.ts";

const document: unknown = JSON.parse(JSON.stringify(openApi()));
const statuses = Object.values(codes).map(({ status }) => String(status));

test("it has what OpenAPI 3.1 wants of a document", () => {
  expect(document).toMatchObject({
    openapi: "3.1.0",
    info: { title: expect.any(String), version: expect.any(String) },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
  });
  expect(at(document, "#/components/securitySchemes/token")).toMatchObject({
    type: "http",
    scheme: "bearer",
  });
});

test("every verb but those for connections alone is there, with its request, its result and every status of a refusal", () => {
  const expected = Object.keys(verbs).filter(
    (verb) => !["ping", "typing", "away"].includes(verb),
  );
  expect(new Set(httpVerbs)).toEqual(new Set(expected));
  expect(keysAt(document, "#/paths")).toEqual(
    expected.map((verb) => `/api/${verb}`),
  );
  for (const verb of expected) {
    const post = `#/paths/~1api~1${verb}/post`;
    expect(at(document, post)).toMatchObject({
      operationId: verb,
      summary: expect.stringMatching(/^[A-Z].*[.:]$/),
      requestBody: {
        content: { "application/json": { schema: expect.anything() } },
      },
    });
    expect(new Set(keysAt(document, `${post}/responses`))).toEqual(
      new Set(["200", ...statuses]),
    );
  }
});

test("every code is under its status", () => {
  for (const [code, { status }] of Object.entries(codes)) {
    const schema = `#/components/responses/Refused${status}/content/application~1json/schema`;
    const listed = at(
      document,
      `${schema}/properties/error/properties/code/enum`,
    );
    expect(listed).toContain(code);
  }
});

test("only hello, and what is done before it, needs no token", () => {
  const tokenless = ["hello", "register", "redeem"];
  for (const verb of httpVerbs) {
    const security = at(document, `#/paths/~1api~1${verb}/post/security`);
    expect(security).toEqual(tokenless.includes(verb) ? [] : undefined);
  }
});

test("every reference leads somewhere, and every named schema is used", () => {
  const refs = new Set(refsOf(document));
  expect(refs.size).toBeGreaterThan(20);
  for (const ref of refs) expect(at(document, ref), ref).toBeDefined();
  for (const schema of keysAt(document, "#/components/schemas"))
    expect(refs).toContain(`#/components/schemas/${schema}`);
});

test("a schema says the same as the table it was made from", () => {
  const schema = at(document, "#/components/schemas/JoinParams");
  const check = Compile(schema as object);
  expect(check.Check({ room: "kitchen", last: 5 })).toBe(true);
  expect(check.Check({ room: "kitchen", last: 500 })).toBe(false);
  expect(check.Check({})).toBe(false);
});
