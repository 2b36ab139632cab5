// IP addresses as text, and the network that one caller has to himself.
import { isIP } from "node:net";

/** The four groups of the network that a caller has, of eight. */
const NETWORK_GROUPS = 4;
/** An IPv4 address inside an IPv6 one: ::ffff:192.0.2.1. */
const MAPPED = [0, 0, 0, 0, 0, 0xffff];

/**
 * What callers are told apart by: an IPv4 address as it is, also when it is written as an IPv6 one; of an IPv6 address its
 * /64, of which one caller has all (`2001:db8:0:0::/64`). Undefined for what is no address.
 */
export function networkOf(address: string): string | undefined {
  const [bare = ""] = address.split("%", 1);
  const version = isIP(bare);
  if (version === 0) return undefined;
  if (version === 4) return bare;
  const groups = groupsOf(bare);
  const [high = 0, low = 0] = groups.slice(MAPPED.length);
  if (MAPPED.every((group, index) => groups[index] === group))
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  const network = groups.slice(0, NETWORK_GROUPS);
  return `${network.map((group) => group.toString(16)).join(":")}::/64`;
}

/** Eight numbers of 16 bits. `address` is a legal IPv6 address. */
function groupsOf(address: string): readonly number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (dotted !== null) {
    const [, front = "", ...bytes] = dotted;
    const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
    const last = [(a << 8) | b, (c << 8) | d];
    return groupsOf(front + last.map((group) => group.toString(16)).join(":"));
  }
  const [front = "", back] = address.split("::", 2);
  const first = readGroups(front);
  if (back === undefined) return first;
  const last = readGroups(back);
  const between = new Array<number>(8 - first.length - last.length).fill(0);
  return [...first, ...between, ...last];
}

const readGroups = (text: string): number[] =>
  text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
