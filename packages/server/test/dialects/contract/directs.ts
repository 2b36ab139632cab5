// Every door: a direct conversation of more than two.
import { expect, test } from "vitest";
import { ask } from "../speakers/native.ts";
import type { Voice } from "../speakers/voice.ts";
import { goesOn, worldWith } from "./world.ts";

export function directs(voice: Voice): void {
  test("what is said among three is heard by the two others, as what is said to them", async () => {
    const world = await worldWith(voice);
    const { ann, bob, cat } = world;
    const { room } = await ask(ann, "direct", { with: ["bob", "cat"] });
    const text = "among <us> three";
    const { seq } = await ask(ann, "say", { room, text });
    await Promise.all([bob.hears(text), cat.hears(text)]);
    await ask(ann, "edit", { room, seq, text: "among us three" });
    await cat.hears("among us three");
    await ask(bob, "say", { room, text: "and I" });
    await cat.hears("and I");
    const isDirect = voice.marksDirect;
    expect(cat.heard()).toEqual([
      { author: "ann", text, isDirect },
      { author: "ann", text: "among us three", isDirect, isCorrection: true },
      { author: "bob", text: "and I", isDirect },
    ]);
    await goesOn(world);
  });

  test("who is called otherwise meanwhile is told of once, as in the lobby alone", async () => {
    const world = await worldWith(voice);
    const { ann, bob, cat } = world;
    const { room } = await ask(ann, "direct", { with: ["bob", "cat"] });
    await ask(ann, "say", { room, text: "hi" });
    await cat.hears("hi");
    await ask(ann, "rename", { name: "anna" });
    await ask(ann, "say", { room, text: "it is me" });
    await cat.hears("it is me");
    expect(cat.heard().at(-1)?.author).toBe("anna");
    if (!voice.door.startsWith("native") && voice.showsComings) {
      await cat.seesJoin("anna");
      bob.say("that is all");
      await cat.hears("that is all");
      expect(cat.joinsSeen().filter((name) => name === "anna")).toHaveLength(1);
    }
  });
}
