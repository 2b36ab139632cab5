// What the verbs about rooms and people answer is what the protocol says.
import { verbs } from "@koine/protocol";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import type { SessionVerb } from "../../src/api/bound.ts";
import { table } from "../../src/api/table.ts";
import { enter, openChat } from "../support/chat.ts";

test("every answer about rooms and people is of its schema", async () => {
  const { chat } = await openChat();
  const ann = await enter(chat, { name: "ann" });
  const bob = await enter(chat, { name: "bob" });
  await bob.join("hall");
  await bob.say("hall", "hi @ann");
  const steps: readonly (readonly [SessionVerb, object])[] = [
    ["create", { title: "Den", access: "private", topic: "us" }],
    ["join", { room: "hall" }],
    ["join", { room: "hall", last: 10 }],
    ["rooms", {}],
    ["rooms", { limit: 1 }],
    ["members", { room: "hall" }],
    ["members", { room: "hall", limit: 1 }],
    ["members", { room: "hall", all: true, limit: 1 }],
    ["read", { room: "hall", seq: 1 }],
    ["change", { room: "Den", title: "Nook", archived: true, most: 5 }],
    ["direct", { with: ["bob"] }],
    ["directs", {}],
    ["memberships", {}],
    ["whisper", { to: "bob", text: "psst", key: "k" }],
    ["whisper", { to: "bob", text: "psst", key: "k" }],
    ["person", { who: "bob" }],
    ["people", {}],
    ["away", { away: true }],
    ["invite", { room: "hall", who: "Free Chat guest" }],
    ["leave", { room: "hall" }],
  ];
  await enter(chat, { name: "Free Chat guest" });
  for (const [verb, params] of steps) {
    const run = table[verb] as (...args: unknown[]) => Promise<unknown>;
    const answer = await run(chat, ann.session, params);
    const errors = Compile(verbs[verb].result).Errors(answer);
    expect([verb, ...errors]).toEqual([verb]);
    // Nothing goes out that nobody looked at.
    const known = Object.keys(verbs[verb].result.properties);
    const told = Object.keys(answer as object);
    expect([verb, told.filter((key) => !known.includes(key))]).toEqual([
      verb,
      [],
    ]);
  }
});
