import { expect, test } from "vitest";
import { readCookie, setCookie } from "../../src/lib/cookies.ts";

test.each([
  ["koine=abc", "abc"],
  ["a=1; koine=abc; b=2", "abc"],
  ["a=1;koine=abc", "abc"],
  [' koine = "abc" ', "abc"],
  ["koine=a=b", "a=b"],
  ["koine=", ""],
  ["koine=first; koine=second", "first"],
  ["xkoine=abc; koine2=abc", undefined],
  ["koine", undefined],
  ["Koine=abc", undefined],
  ["", undefined],
  [undefined, undefined],
])("in %j the cookie is %j", (header, value) => {
  expect(readCookie(header, "koine")).toBe(value);
});

test("a cookie is for the whole host, and out of reach of scripts and other sites", () => {
  expect(setCookie("koine", "a-b_c.1", { maxAge: 60, isSecure: false })).toBe(
    "koine=a-b_c.1; Path=/; Max-Age=60; HttpOnly; SameSite=Lax",
  );
  expect(setCookie("koine", "", { maxAge: 0, isSecure: true })).toBe(
    "koine=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure",
  );
});

test("what is set is read again", () => {
  const [pair] = setCookie("koine", "tok.en-1", {
    maxAge: 1,
    isSecure: true,
  }).split(";");
  expect(readCookie(pair, "koine")).toBe("tok.en-1");
});

test.each(["a;b", "a\r\nset-cookie: x=1", "a b", 'a"', "é"])(
  "a value %j that is no token is not set",
  (value) => {
    const options = { maxAge: 1, isSecure: true };
    expect(() => setCookie("koine", value, options)).toThrow(TypeError);
  },
);
