// Addresses as bans know them.
import { networkOf } from "../lib/ip-address.ts";
import { ChatError } from "./errors.ts";

/** This machine: also that of a proxy in front, and so everyone's. As `addressKey` gives it. */
const LOOPBACK = /^(?:127\.|0:0:0:0::\/64$)/;

/** An IPv4 address as it is, of an IPv6 one its /64; what is no address as it is. */
export const addressKey = (address: string): string =>
  networkOf(address) ?? address;

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
  if (isBannable(key)) return key;
  throw new ChatError(
    "not_allowed",
    "The server's own machine cannot be kept out. Send another address.",
  );
}
