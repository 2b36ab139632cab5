import { expect, test } from "vitest";
import { openableText } from "../../src/config/addresses.ts";

test.each([
  ["127.0.0.1", "127.0.0.1:8080"],
  ["0.0.0.0", "127.0.0.1:8080"],
  ["::", "[::1]:8080"],
  ["2001:db8::1", "[2001:db8::1]:8080"],
  ["chat.example.org", "chat.example.org:8080"],
])("what listens at %s is opened on this machine at %s", (host, text) => {
  expect(openableText({ host, port: 8080 })).toBe(text);
});
