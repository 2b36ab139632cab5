// Parameters that are right for each verb, as far as an account of the chat's owner is concerned.
import type { VerbName } from "@koine/protocol";

export const password = "battery-staple";

/** Of a room, and a member of it, by their ids. */
export function baseOf(
  verb: VerbName,
  { room, tom }: { readonly room: unknown; readonly tom: unknown },
): Record<string, unknown> {
  const bases: Partial<Record<VerbName, Record<string, unknown>>> = {
    hello: { name: "nobody" },
    register: { name: "nobody", password },
    redeem: { token: "x", password },
    password: { old: "wrong", password },
    away: { away: false },
    change: { room, topic: "x" },
    create: { title: "cellar" },
    direct: { with: [tom] },
    rename: { name: "eva" },
    role: { who: tom, room, role: "moderator" },
    token: { label: "bot", scopes: ["read"] },
    claim: { token: "x" },
    revoke: { session: "x" },
    logout: { token: "x" },
    lift: { sanction: "x" },
    whisper: { to: tom, text: "hi" },
    broadcast: { text: "hi" },
    ban: { who: tom, room, minutes: 1 },
    mute: { who: tom, room, minutes: 1 },
    rooms: {},
    rules: {},
    sanctions: {},
    audit: {},
  };
  const about = { room, seq: 1, text: "hi", who: tom };
  const more = { reaction: "👍", inviter: tom, answer: "later" };
  return bases[verb] ?? { ...about, ...more };
}
