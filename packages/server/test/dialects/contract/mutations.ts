// Every door: what it understands, changed here and there. Whatever comes of it, it is no bug, and the others go on.
import fc from "fast-check";
import { expect, test } from "vitest";
import { enter } from "../speakers/speaker.ts";
import type { Voice } from "../speakers/voice.ts";
import { goesOn, lobbyOf, worldWith } from "./world.ts";

const VALUES = [
  "null",
  "true",
  "-1",
  "1e400",
  "[]",
  "{}",
  '""',
  '"\\ud800"',
  '"\\u0000"',
  '["a"]',
  '{"__proto__":null}',
  JSON.stringify("long ".repeat(1_000)),
];
const PIECES = [
  "",
  " ",
  "\u0000",
  "\n",
  '"',
  "\\",
  "{",
  "]",
  ":",
  "#",
  "💥",
  "\u202e",
  "toString",
];

/** A frame with one thing changed: a value for another, a piece left out, put in, or said twice. */
function changed(frame: string): fc.Arbitrary<string> {
  const values = [...frame.matchAll(/"[^"]*"(?!\s*:)|\b\d+\b/g)];
  const at = fc.nat(frame.length);
  const change = fc.oneof(
    fc
      .tuple(at, fc.nat(8), fc.constantFrom(...PIECES))
      .map(
        ([from, length, piece]) =>
          frame.slice(0, from) + piece + frame.slice(from + length),
      ),
    fc
      .tuple(at, at)
      .map(
        ([one, other]) =>
          frame.slice(0, Math.max(one, other)) +
          frame.slice(Math.min(one, other)),
      ),
  );
  if (values.length === 0) return change;
  const otherValue = fc
    .tuple(fc.constantFrom(...values), fc.constantFrom(...VALUES))
    .map(
      ([{ 0: was, index }, value]) =>
        frame.slice(0, index) + value + frame.slice(index + was.length),
    );
  return fc.oneof(change, otherValue);
}

const MANY = 150;

export function takesAnything(voice: Voice): void {
  test("requests that are changed here and there harm nobody", async () => {
    const world = await worldWith(voice);
    const { server, cat } = world;
    cat.say("hello");
    if (cat.canWhisper) cat.whisper("ann", "psst");
    const { leaving } = voice;
    const known = leaving
      ? [...cat.carrier.sent, leaving.frame]
      : cat.carrier.sent;
    const frames = fc.sample(fc.constantFrom(...known).chain(changed), {
      numRuns: MANY,
      seed: 1,
    });
    let { carrier } = cat;
    for (const [index, frame] of frames.entries()) {
      if (carrier.hasEnded || index % 10 === 0) {
        carrier.cut(index % 20 === 0 ? "reset" : "end");
        ({ carrier } = await enter(voice, server, `dan${index}`));
      }
      await carrier.raw(carrier.bytesOf(frame));
    }
    await goesOn(world);
    carrier.cut("end");
    // Passwords that were asked about are hashed first.
    await expect
      .poll(() => lobbyOf(world), { timeout: 10_000 })
      .toEqual(["ann", "bob"]);
    await goesOn(world);
  });
}
