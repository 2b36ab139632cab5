import { expect, test } from "vitest";
import { isOwnOrigin } from "../../src/lib/origin.ts";

test.each([
  ["no origin at all", undefined, "chat.example"],
  ["the host that was asked", "https://chat.example", "chat.example"],
  [
    "the host that was asked, with its port",
    "http://chat.example:8080",
    "chat.example:8080",
  ],
  ["the host in another case", "http://CHAT.example", "Chat.Example"],
  ["a bracketed address", "http://[::1]:8080", "[::1]:8080"],
  ["a host that is named", "https://friend.example:99", "chat.example"],
  [
    "a host that is named with its port",
    "https://other.example:81",
    "chat.example",
  ],
])("%s may connect", (_what, origin, host) => {
  const others = ["friend.example", "other.example:81"];
  expect(isOwnOrigin(origin, host, others)).toBe(true);
});

test.each([
  ["another host", "https://evil.example"],
  ["another port", "http://chat.example:81"],
  ["a host that begins so", "http://chat.example.evil.example"],
  ["a host that ends so", "http://evilchat.example"],
  ["a user called so", "http://chat.example@evil.example"],
  ["the opaque origin", "null"],
  ["no URL", "chat.example"],
  ["nothing", ""],
  ["a file", "file://"],
  ["a named host on another port", "https://other.example:82"],
])("%s may not connect", (_what, origin) => {
  expect(isOwnOrigin(origin, "chat.example", ["other.example:81"])).toBe(false);
});

test("without a Host nobody's page may connect", () => {
  expect(isOwnOrigin("http://chat.example", undefined, [])).toBe(false);
});
