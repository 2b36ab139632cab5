// Addresses as bans know them.
import { networkOf } from "../../lib/ip-address.ts";
import { ChatError } from "../errors.ts";

/** This machine: also that of a proxy in front, and so everyone's. As `addressKey` gives it. */
const LOOPBACK = /^(?:127\.|0:0:0:0::\/64$)/;

/**
 * No caller's: 0.0.0.0/8 (RFC 1122), and from 224.0.0.0 on multicast and what is reserved; of IPv6 ff00::/8. As `addressKey`
 * gives it.
 */
const NOBODYS = /^(?:0|22[4-9]|2[3-5]\d)\.|^ff[\da-f]{2}:/;
/** The unspecified address of IPv6, however it is written. */
const UNSPECIFIED = /^[0:]*:[0:]*$/;

/** An IPv4 address as it is, of an IPv6 one its /64; what is no address as it is. */
export const addressKey = (address: string): string =>
  networkOf(address) ?? address;

/**
 * Of a private network, and so perhaps of a proxy in front: RFC 1918, what carriers share (RFC 6598), and fc00::/7 (RFC 4193).
 * As `addressKey` gives it.
 */
const PRIVATE =
  /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^f[cd][\da-f]{2}:/;

/** As `addressKey` gives it. */
export const isPrivate = (key: string): boolean => PRIVATE.test(key);

/** As `addressKey` gives it. */
export const isLoopback = (key: string): boolean => LOOPBACK.test(key);

/** Whether those at it may be kept out together. */
export const isBannable = (key: string): boolean =>
  key !== "" && !LOOPBACK.test(key);

/** An address that someone asks to keep out, as `addressKey` gives it. @throws ChatError `bad_request`, `not_allowed` */
export function readAddress(text: string): string {
  const key = networkOf(text.trim().replace(/\/64$/, ""));
  if (key === undefined)
    throw new ChatError(
      "bad_request",
      "This is no IP address. Send one, such as 192.0.2.1 or 2001:db8::1.",
    );
  if (NOBODYS.test(key) || UNSPECIFIED.test(text.trim()))
    throw new ChatError(
      "bad_request",
      "Nobody comes from this address. Send the one that somebody has, such as 192.0.2.1 or 2001:db8::1.",
    );
  if (isBannable(key)) return key;
  throw new ChatError(
    "not_allowed",
    "The server's own machine cannot be kept out. Send another address.",
  );
}
