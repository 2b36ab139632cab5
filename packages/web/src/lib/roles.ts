// Roles, from the least to the most, and what they are called. What one may do is the server's word; here it is only
// what is offered.
import type { Role } from "@koine/client";

const ranks: readonly Role[] = [
  "guest",
  "member",
  "moderator",
  "admin",
  "owner",
];

export function isAtLeast(role: Role, least: Role): boolean {
  return ranks.indexOf(role) >= ranks.indexOf(least);
}

/** Whoever acts on another is above him. */
export function isAbove(role: Role, other: Role): boolean {
  return ranks.indexOf(role) > ranks.indexOf(other);
}
