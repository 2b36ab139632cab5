// The verbs about messages as native clients and HTTP call them: what is answered fits the protocol, whatever was sent.
import { verbs, type VerbName } from "@koine/protocol";
import fc from "fast-check";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import { messageVerbs } from "../../src/api/messages.ts";
import { readParams } from "../../src/api/params.ts";
import { ChatError } from "../../src/core/errors.ts";
import { openChat, type Someone } from "../support/chat.ts";

const free = { perSecond: Infinity, burst: Infinity };
const fast = { says: free, verbs: free };

type MessageVerb = keyof typeof messageVerbs;

/** The answer, or the code of the refusal. An answer that breaks its schema fails the test. */
async function call(
  who: Someone,
  verb: MessageVerb,
  params: unknown,
): Promise<unknown> {
  try {
    const read = readParams(verb, params);
    const run = messageVerbs[verb] as (...args: unknown[]) => Promise<unknown>;
    const result: unknown = await run(who.chat, who.session, read);
    const sent: unknown = JSON.parse(JSON.stringify(result));
    const { result: schema } = verbs[verb as VerbName];
    expect([...Compile(schema).Errors(sent)]).toEqual([]);
    return sent;
  } catch (error) {
    if (error instanceof ChatError) return error.code;
    throw error;
  }
}

test.each(["memory:", "sqlite:"] as const)(
  "on %s, what each verb about messages is answered with",
  async (store) => {
    const { guests } = await openChat({ store });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    const room = "kitchen";
    const at = expect.any(Number);
    const text = "hi @bob";
    expect(await call(ann, "say", { room, text, key: "k" })).toEqual({
      seq: 1,
      at,
    });
    expect(await call(ann, "say", { room, text, key: "k" })).toEqual({
      seq: 1,
      at,
      repeated: true,
    });
    expect(await call(bob, "say", { room, text: "re", reply: 1 })).toEqual({
      seq: 2,
      at,
    });
    expect(
      await call(ann, "edit", { room, seq: 1, text: "ho", key: "e" }),
    ).toEqual({ seq: 3, at });
    expect(
      await call(ann, "edit", { room, seq: 1, text: "hu", key: "e" }),
    ).toEqual({ seq: 3, at, repeated: true });
    expect(await call(bob, "react", { room, seq: 1, reaction: "👍" })).toEqual({
      seq: 4,
      at,
      count: 1,
    });
    expect(
      await call(bob, "react", { room, seq: 1, reaction: "👍", on: true }),
    ).toEqual({ seq: 4, at, count: 1, repeated: true });
    expect(await call(ann, "reactions", { room, seq: 1, limit: 1 })).toEqual({
      reactions: [{ id: bob.id, name: "bob", reaction: "👍" }],
    });
    expect(await call(ann, "versions", { room, seq: 1 })).toEqual({
      versions: [
        { seq: 1, at, text: "hi @bob" },
        { seq: 3, at, text: "ho" },
      ],
    });
    expect(await call(ann, "history", { room })).toMatchObject({
      first: 1,
      entries: [
        {
          ev: "said",
          seq: 1,
          text: "ho",
          edited: 3,
          reactions: [{ reaction: "👍", count: 1, mine: false }],
        },
        { ev: "said", seq: 2, reply: 1 },
        { ev: "edited", seq: 3, of: 1, text: "ho" },
        { ev: "reacted", seq: 4, of: 1, on: true, count: 1 },
      ],
    });
    expect(
      await call(bob, "react", { room, seq: 1, reaction: "👍", on: false }),
    ).toEqual({ seq: 5, at, count: 0 });
    expect(await call(ann, "delete", { room, seq: 1, key: "d" })).toEqual({
      seq: 6,
      at,
    });
    expect(await call(ann, "delete", { room, seq: 1, key: "d" })).toEqual({
      seq: 6,
      at,
      repeated: true,
    });
    expect(await call(ann, "versions", { room, seq: 1 })).toEqual({
      versions: [],
    });
    expect(await call(ann, "typing", { room })).toEqual({});
    // A key is for one thing.
    for (const [verb, params] of [
      ["say", { text: "x" }],
      ["edit", { seq: 2, text: "x" }],
      ["react", { seq: 2, reaction: "👍" }],
    ] as const)
      expect(await call(ann, verb, { room, ...params, key: "d" })).toBe(
        "bad_request",
      );
  },
);

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.constantFrom(
    "",
    "\0",
    "\ud800",
    "\u202e\u2066",
    "👩‍👩‍👧‍👦",
    "👋🏽",
    "@".repeat(70_000),
    "👍".repeat(70_000),
    "x".repeat(1_000_000),
    "` @ann ``".repeat(400),
    "'; DROP TABLE entries; --",
    "__proto__",
    "kitchen",
    "~aaaaaaaaaa",
    "1",
  ),
);
const number = fc.oneof(
  fc.integer({ min: -3, max: 12 }),
  fc.constantFrom(2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53, 1e308, -1e308, 0.5),
);
const field = fc.oneof(
  hostile,
  number,
  fc.boolean(),
  fc.constantFrom(null, undefined),
  fc.array(hostile, { maxLength: 2 }),
  fc.object({ maxDepth: 1 }),
);
const names = Object.keys(messageVerbs) as MessageVerb[];
const request = fc.record({
  verb: fc.constantFrom(...names),
  params: fc.record(
    {
      room: fc.oneof(
        { weight: 6, arbitrary: fc.constant<unknown>("kitchen") },
        field,
      ),
      seq: fc.oneof({ weight: 3, arbitrary: number }, field),
      text: fc.oneof({ weight: 3, arbitrary: hostile }, field),
      reaction: fc.oneof(fc.constantFrom("👍", "👎", "🎉"), field),
      on: fc.oneof(fc.boolean(), field),
      reply: field,
      key: field,
      before: field,
      after: field,
      limit: field,
    },
    { requiredKeys: ["room"] },
  ),
});

test.each(["memory:", "sqlite:"] as const)(
  "on %s, whatever is sent is answered as the protocol says or refused with a code, and others are served on",
  async (store) => {
    const { chat, guests } = await openChat({ store, limits: fast });
    const [ann, bob] = await guests(["ann", "bob"], "kitchen");
    for (let n = 1; n <= 5; n++) await ann.say("kitchen", `${n}`);
    const codes = new Set<unknown>();
    const all = fc.array(request, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(all, fc.boolean(), async (requests, isBob) => {
        const who = isBob ? bob : ann;
        const answers = await Promise.all(
          requests.map(({ verb, params }) => call(who, verb, params)),
        );
        for (const answer of answers)
          if (typeof answer === "string") codes.add(answer);
      }),
      { numRuns: store === "memory:" ? 150 : 40 },
    );
    for (const code of codes)
      expect([
        "bad_request",
        "too_large",
        "too_many",
        "no_such_room",
        "no_such_message",
        "not_allowed",
        "not_member",
      ]).toContain(code);
    const room = await chat.rooms.mustFind("kitchen");
    const state = await chat.store.log.state(room.id);
    expect((await ann.say("kitchen", "still here")).entry.seq).toBe(
      state.head + 1,
    );
    await bob.line.until(({ texts }) => texts.includes("still here"));
    const seqs = bob.line.entries.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  },
);
