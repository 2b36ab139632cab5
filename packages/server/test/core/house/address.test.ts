import { expect, test } from "vitest";
import {
  addressKey,
  isBannable,
  readAddress,
} from "../../../src/core/house/address.ts";
import { ChatError } from "../../../src/core/errors.ts";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:c000:201", "192.0.2.1"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:0DB8:0:0:ffff::2", "2001:db8:0:0::/64"],
  ["2001:db8:0:1::1", "2001:db8:0:1::/64"],
  ["2001:db8:1:2:3:4:192.0.2.1", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  ["here", "here"],
  ["", ""],
])("whoever comes from %s is known as %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});

test("one caller's other IPv6 addresses are his, a neighbour's are not", () => {
  expect(addressKey("2001:db8::1")).toBe(addressKey("2001:db8::abcd:1"));
  expect(addressKey("2001:db8::1")).not.toBe(addressKey("2001:db8:0:1::1"));
});

test.each(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", ""])(
  "whoever comes from %j is never kept out by it",
  (address) => {
    expect(isBannable(addressKey(address))).toBe(false);
  },
);

test.each([
  ["192.0.2.1", "192.0.2.1"],
  [" 2001:db8::1 ", "2001:db8:0:0::/64"],
  ["2001:db8:0:0::/64", "2001:db8:0:0::/64"],
])("%j is read as %s", (text, key) => {
  expect(readAddress(text)).toBe(key);
});

test.each([
  ["", "bad_request"],
  ["ann", "bad_request"],
  ["192.0.2", "bad_request"],
  ["192.0.2.0/24", "bad_request"],
  ["1.2.3.4\n", undefined],
  ["::1", "not_allowed"],
  ["127.0.0.1", "not_allowed"],
  ["::ffff:127.1.2.3", "not_allowed"],
  ["0:0:0:0::/64", "not_allowed"],
  // No caller's: the unspecified, multicast and what is reserved.
  ["0.0.0.0", "bad_request"],
  ["0.1.2.3", "bad_request"],
  ["::ffff:0.0.0.0", "bad_request"],
  ["::", "bad_request"],
  ["0:0:0:0:0:0:0:0", "bad_request"],
  ["224.0.0.1", "bad_request"],
  ["239.255.255.250", "bad_request"],
  ["255.255.255.255", "bad_request"],
  ["ff02::1", "bad_request"],
  // Somebody may have these.
  ["223.255.255.1", undefined],
  ["10.0.0.0", undefined],
  ["fe80::1", undefined],
  ["ff0::1", undefined],
])("%j as an address to keep out: %s", (text, code) => {
  let refused: unknown;
  try {
    readAddress(text);
  } catch (error) {
    refused = error;
  }
  expect(refused instanceof ChatError ? refused.code : refused).toBe(code);
});
