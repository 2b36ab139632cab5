// Tokens for programs, with a label, scopes and a time; and what a list of one's sessions tells and ends.
import { expect, test } from "vitest";
import { runVerb } from "../../../src/api/run.ts";
import { apiToken, type ApiToken } from "../../../src/core/verbs/api-token.ts";
import { closeToken, byToken } from "../../../src/core/verbs/token.ts";
import { revoke } from "../../../src/core/verbs/revoke.ts";
import { sessions } from "../../../src/core/verbs/sessions.ts";
import { enterAnonymous } from "../../../src/core/verbs/visit.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import {
  account,
  come,
  elsewhere,
  pass,
  password,
  type Seen,
} from "../../support/order.ts";

const make = (who: Seen, what: Partial<ApiToken> = {}) =>
  apiToken(who.chat, who.session, { label: "bot", scopes: ["read"], ...what });
const run = (who: Seen, verb: Parameters<typeof runVerb>[2], params: object) =>
  codeOf(runVerb(who.chat, who.session, verb, params as never));
const list = (who: Seen) => sessions(who.chat, who.session);
const end = (who: Seen, id: string) =>
  codeOf(revoke(who.chat, who.session, id));

test("a token is good for its scopes, and for nothing else", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "admin");
  await ann.join("den");
  const { token } = await make(ann, { scopes: ["write"] });
  const bot = await come(chat, { token });
  expect(bot.session.identity.id).toBe(ann.id);
  expect(await run(bot, "say", { room: "den", text: "hi" })).toBe(undefined);
  expect(await run(bot, "rooms", {})).toBe("not_allowed");
  expect(await run(bot, "kick", { room: "den", who: "x" })).toBe("not_allowed");
  expect(await run(bot, "sessions", {})).toBe("not_allowed");
  expect(await run(ann, "sessions", {})).toBe(undefined);
});

test("a token for a program makes none that is good for more, nor for longer", async () => {
  const { chat, clock } = await openChat();
  const ann = await account(chat, "ann");
  const { token } = await make(ann, { scopes: ["account", "read"], days: 2 });
  const bot = await come(chat, { token });
  expect(await codeOf(make(bot, { scopes: ["write"] }))).toBe("not_allowed");
  expect(await codeOf(make(bot, { scopes: ["read", "moderate"] }))).toBe(
    "not_allowed",
  );
  const child = await make(bot, { scopes: ["read"], days: 30 });
  expect(child.credential.until).toBe(clock.now + 2 * 86_400_000);
  const forever = await make(bot, { scopes: ["read"] });
  expect(forever.credential.until).toBe(clock.now + 2 * 86_400_000);
});

test("doors that know nothing of scopes take no such token", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann");
  const visitor = { address: elsewhere, ear: undefined };
  const all = ["read", "write", "moderate", "account"] as const;
  const { token } = await make(ann, { scopes: all });
  expect(await codeOf(byToken(chat, token, visitor))).toBe("bad_token");
  expect(await codeOf(byToken(chat, ann.token, visitor))).toBe(undefined);
});

test("past its time a token is nobody's, and whoever came by it is out", async () => {
  const { chat, clock } = await openChat();
  const ann = await account(chat, "ann");
  const { token } = await make(ann, { days: 1 });
  const bot = await come(chat, { token });
  clock.now += 86_399_999;
  expect(await run(bot, "rooms", {})).toBe(undefined);
  clock.now += 1;
  expect(await run(bot, "rooms", {})).toBe("bad_token");
  expect(bot.ends).toEqual(["The token has expired. Make another."]);
  expect(await codeOf(come(chat, { token }))).toBe("bad_token");
  expect(ann.ends).toEqual([]);
});

test("who ends the session that he is in is told so, and his others that it was from another", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann");
  const twin = await come(chat, { token: ann.token });
  const { credential } = ann.session;
  expect(await end(ann, credential?.id ?? "")).toBe(undefined);
  // Behind the answer.
  expect(ann.ends).toEqual([]);
  await turns();
  expect([ann.ends, twin.ends]).toEqual([
    ["You have ended this session."],
    ["This session was ended from another one of yours."],
  ]);
});

test("only accounts make tokens, with a label and a scope, for some days", async () => {
  const { chat } = await openChat();
  const guest = await come(chat, { name: "guest" });
  expect(await codeOf(make(guest))).toBe("not_allowed");
  const ann = await account(chat, "ann");
  expect(await codeOf(make(ann, { scopes: [] }))).toBe("bad_request");
  expect(await codeOf(make(ann, { label: " " }))).toBe("bad_request");
  expect(await codeOf(make(ann, { label: "a\nb" }))).toBe("bad_request");
  expect(await codeOf(make(ann, { label: "x".repeat(65) }))).toBe("too_large");
  for (const days of [0, -1, 1.5, NaN, 3_651])
    expect(await codeOf(make(ann, { days }))).toBe("bad_request");
  const { credential } = await make(ann, {
    scopes: ["write", "read", "write"],
  });
  expect(credential.scopes).toEqual(["read", "write"]);
});

test("the list of sessions tells each sign-in once: its door, address, label, and whether it is live", async () => {
  const { chat, clock } = await openChat();
  const ann = await account(chat, "ann");
  clock.now += 1_000;
  const made = await make(ann, { label: "my <b>bot</b>", days: 1 });
  clock.now += 1_000;
  const there = await come(chat, { name: "ann", password }, elsewhere);
  await come(chat, { token: there.token }, elsewhere);
  expect(await list(ann)).toEqual([
    {
      id: there.session.credential?.id,
      label: "",
      door: "test",
      address: elsewhere,
      at: clock.now,
      scopes: undefined,
      until: undefined,
      isLive: true,
      isCurrent: false,
    },
    {
      id: made.credential.id,
      label: "my <b>bot</b>",
      door: "test",
      address: "127.0.0.1",
      at: clock.now - 1_000,
      scopes: ["read"],
      until: clock.now - 1_000 + 86_400_000,
      isLive: false,
      isCurrent: false,
    },
    expect.objectContaining({
      id: ann.session.credential?.id,
      isLive: true,
      isCurrent: true,
    }),
  ]);
  expect(JSON.stringify(await list(ann))).not.toContain(ann.token);
});

test("a session without a token is listed, and ended by its own id", async () => {
  const { chat } = await openChat();
  const bob = await pass(chat, "bob");
  expect(await list(bob)).toEqual([
    expect.objectContaining({ id: bob.session.id, isCurrent: true }),
  ]);
  expect(await end(bob, bob.session.id)).toBe(undefined);
  expect(bob.ends).toEqual([]);
  await turns();
  expect(bob.ends.length).toBe(1);
});

test("what is revoked is out at once, with all who came by that token", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann");
  const there = await come(chat, { name: "ann", password });
  const twin = await come(chat, { token: there.token });
  expect(await end(ann, there.session.credential?.id ?? "")).toBe(undefined);
  expect([there.ends.length, twin.ends.length]).toEqual([1, 1]);
  for (const verb of ["rooms", "people", "ping"] as const)
    expect(await run(there, verb, {})).toBe("unavailable");
  expect(await codeOf(come(chat, { token: there.token }))).toBe("bad_token");
  expect(ann.ends).toEqual([]);
  // By the id of a session, too.
  const third = await come(chat, { name: "ann", password });
  expect(await end(ann, third.session.id)).toBe(undefined);
  expect(await codeOf(come(chat, { token: third.token }))).toBe("bad_token");
});

test("nobody sees or ends another's sessions, and of Anonymous only one's own", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann", "owner");
  const bob = await account(chat, "bob");
  for (const ref of [
    bob.session.id,
    bob.session.credential?.id ?? "",
    "",
    "x".repeat(64),
  ])
    expect(await end(ann, ref)).toBe("bad_request");
  expect(bob.ends).toEqual([]);
  expect((await list(bob)).length).toBe(1);
  const visitor = { address: elsewhere, ear: undefined };
  const [one, two] = [
    await enterAnonymous(chat, visitor),
    await enterAnonymous(chat, visitor),
  ];
  expect((await sessions(chat, one)).map(({ id }) => id)).toEqual([one.id]);
  expect(await codeOf(revoke(chat, one, two.id))).toBe("bad_request");
});

test("whoever comes in by a token while it is revoked or given back is not in", async () => {
  for (let wait = 0; wait < 12; wait++) {
    const { chat } = await openChat();
    const ann = await account(chat, "ann");
    const there = await come(chat, { name: "ann", password });
    const id = there.session.credential?.id ?? "";
    await there.end();
    const coming = come(chat, { token: there.token });
    const settled = codeOf(coming);
    await turns(wait % 6);
    const isRevoked = wait < 6;
    if (isRevoked) await end(ann, id);
    else await closeToken(chat, there.token);
    const code = await settled;
    if (code === undefined) {
      const { session } = await coming;
      // He was in before it was given back, or was put out again.
      expect(isRevoked ? session.isOver : true).toBe(true);
    } else expect(code).toBe("bad_token");
  }
});
