import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRequest } from "../../../src/dialects/riftchat/requests.ts";

describe("a request of RiftChat", () => {
  test.each([
    ['{"code":100,"message":"hi"}', "hi"],
    ['{"code":100,"message":""}', ""],
    ['{ "message" : "\\u00e9 é" , "code" : 100, "more": [] }', "é é"],
    ['{"code":100.0,"message":"hi"}', "hi"],
    ['{"code":100,"message":null}', "null"],
    ['{"code":100,"message":42}', "42"],
    ['{"code":100,"message":true}', "true"],
    ['{"code":100,"message":{"a":[1, "é"]}}', '{"a":[1,"é"]}'],
  ])("%s says", (frame, text) => {
    expect(readRequest(frame)).toEqual({ code: "say", text });
  });

  test.each([
    ['{"code":101,"username":"ann"}', "ann"],
    ['{"code":101,"username":""}', ""],
    ['{"code":101,"username":42}', undefined],
    ['{"code":101,"username":null}', undefined],
  ])("%s asks for another name", (frame, name) => {
    expect(readRequest(frame)).toEqual({ code: "rename", name });
  });

  test.each(["0", "-1", "99", "102", "200", "205", "1e300"])(
    "the code %s is unknown, and no fault",
    (code) => {
      expect(readRequest(`{"code":${code}}`)).toEqual({ code: "unknown" });
    },
  );

  test.each([
    "",
    "hi",
    "null",
    "100",
    '"100"',
    "[]",
    "[100]",
    "{}",
    '{"message":"hi"}',
    '{"code":"100","message":"hi"}',
    '{"code":100.5,"message":"hi"}',
    '{"code":null}',
    '{"code":true}',
    '{"code":100}',
    '{"code":101}',
    '{"code":100,"message":"hi"',
    '{"code":100,"message":"hi"}{"code":100,"message":"hi"}',
  ])("%s is a bad frame", (frame) => {
    expect(readRequest(frame)).toBeUndefined();
  });

  test.each(["[", '{"a":'])("%s nested too deep throws nothing", (open) => {
    const close = open === "[" ? "]" : "}";
    const deep = `${open.repeat(30_000)}1${close.repeat(30_000)}`;
    expect(() => readRequest(`{"code":100,"message":${deep}}`)).not.toThrow();
  });

  test("whatever comes is a request or a bad frame, and nothing is thrown", () => {
    const code = fc.oneof(fc.constantFrom(100, 101), fc.jsonValue());
    const fields = fc.record(
      { code, message: fc.jsonValue(), username: fc.jsonValue() },
      { requiredKeys: [] },
    );
    const frame = fc.oneof(
      fc.string(),
      fc.json(),
      fields.map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(frame, (text) => {
        const request = readRequest(text);
        if (request?.code !== "say") return;
        const { message } = JSON.parse(text) as { message: unknown };
        const said =
          typeof message === "string" ? message : JSON.stringify(message);
        expect(request.text).toBe(said);
      }),
      { numRuns: 500 },
    );
  });
});
