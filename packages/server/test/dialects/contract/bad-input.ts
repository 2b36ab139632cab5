// Every door: whatever comes ends at most its own connection.
import { expect, test } from "vitest";
import { enter } from "../speakers/speaker.ts";
import type { Voice } from "../speakers/voice.ts";
import { leavesNoGhost, staysOrGoes, worldWith } from "./world.ts";

/** What is a frame here, and no request that anyone means. */
const garbage = {
  nothing: "",
  blanks: "   ",
  "no JSON": "{]",
  "half an object": '{"code":100,"cmd":',
  "a list": "[]",
  null: "null",
  "a number": "42",
  "an empty object": "{}",
  "control characters": "\u0000\u0007\u001b[2J",
  "a prototype": '{"__proto__":{"code":100},"constructor":1,"cmd":"__proto__"}',
  "deep lists": `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
} as const;

const LIMIT = 64 * 1024;
/** What can be read but not written again: JSON.stringify has no way back out of so many objects with numbers as keys. */
const DEEP = `${'{"1":'.repeat(8_000)}1${"}".repeat(8_000)}`;

export function refuses(voice: Voice): void {
  test.each(Object.entries(garbage))("garbage: %s", async (_, frame) => {
    const world = await worldWith(voice);
    world.cat.carrier.send(frame);
    await staysOrGoes(world);
  });

  test("what nests too deep, in the place of any value", async () => {
    const world = await worldWith(voice);
    const { server, cat } = world;
    cat.say("hello");
    if (cat.canWhisper) cat.whisper("ann", "psst");
    for (const frame of cat.carrier.sent)
      for (const { 0: value, index } of frame.matchAll(
        /(?<=[:,[]\s*)"[^"]*"(?!\s*:)/g,
      )) {
        const { carrier } = await enter(voice, server, "dan");
        carrier.send(
          frame.slice(0, index) + DEEP + frame.slice(index + value.length),
        );
        carrier.end();
        await carrier.ended;
      }
    await staysOrGoes(world);
  });

  test("bytes that are no frames at all", async () => {
    const world = await worldWith(voice);
    const bytes = Buffer.from(
      Array.from({ length: 1_000 }, (_, n) => (n * 167 + 13) % 256),
    );
    void world.cat.carrier.raw(bytes);
    world.cat.carrier.end();
    await world.cat.carrier.ended;
    await leavesNoGhost(world);
  });

  test("a frame that is too large", async () => {
    const world = await worldWith(voice);
    void world.cat.carrier.raw(
      world.cat.carrier.bytesOf(voice.saying("x".repeat(LIMIT))),
    );
    await staysOrGoes(world);
    expect(world.ann.heard().every(({ text }) => text.length < 100)).toBe(true);
  });

  test("a text that is too long", async () => {
    const world = await worldWith(voice);
    world.cat.say("x".repeat(5_000));
    expect(await staysOrGoes(world)).toBe("stays");
    expect(world.ann.heard().every(({ text }) => text.length < 100)).toBe(true);
  });

  test("binary", async () => {
    const world = await worldWith(voice);
    const { carrier } = world.cat;
    void carrier.raw(carrier.binaryOf(Buffer.from([0xc3, 0x28, 0xff, 0xfe])));
    await staysOrGoes(world);
  });
}
