// Every door: frames may be cut anywhere, and several may come at once.
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Voice } from "../speakers/voice.ts";
import { goesOn, leavesNoGhost, worldWith } from "./world.ts";

const MANY = 50;

export function cuts(voice: Voice): void {
  test("a frame in 50 pieces is one frame", async () => {
    const { ann, cat } = await worldWith(voice);
    const text = "one é 😀 in many pieces".repeat(4);
    const bytes = cat.carrier.bytesOf(voice.saying(text));
    for (let n = 0; n < MANY; n++) {
      const [from, to] = [n, n + 1].map((at) =>
        Math.floor((at * bytes.length) / MANY),
      );
      await cat.carrier.raw(bytes.subarray(from, to));
      await setImmediate();
    }
    await ann.hears(text);
    expect(ann.heard()).toHaveLength(1);
  });

  test("50 frames in one piece are 50 frames, in their order", async () => {
    const { ann, bob, cat } = await worldWith(voice);
    const texts = Array.from({ length: MANY }, (_, n) => `number ${n}`);
    const frames = texts.map((text) => cat.carrier.bytesOf(voice.saying(text)));
    void cat.carrier.raw(Buffer.concat(frames));
    for (const one of [ann, bob]) {
      await one.hears(`number ${MANY - 1}`);
      expect(one.heard().map(({ text }) => text)).toEqual(texts);
    }
  });

  test.each(["reset", "end"] as const)(
    "whoever is cut off in the middle of a frame (%s) leaves no ghost",
    async (how) => {
      const world = await worldWith(voice);
      const { carrier } = world.cat;
      const bytes = carrier.bytesOf(voice.saying("never said in full"));
      await carrier.raw(bytes.subarray(0, bytes.length / 2));
      carrier.cut(how);
      await leavesNoGhost(world);
      expect(world.ann.heard().map(({ text }) => text)).not.toContain(
        "never said in full",
      );
    },
  );

  test("what was said in full before the connection is cut off is heard", async () => {
    const world = await worldWith(voice);
    const { ann, cat } = world;
    await cat.carrier.raw(cat.carrier.bytesOf(voice.saying("my last words")));
    cat.carrier.cut("end");
    await ann.hears("my last words");
    await goesOn(world);
    await leavesNoGhost(world);
  });
}
