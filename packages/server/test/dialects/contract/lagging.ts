// Every door: who does not read is left alone, and reads on where he was.
import { expect, test } from "vitest";
import type { Voice } from "../speakers/voice.ts";
import { goesOn, lobbyOf, worldWith } from "./world.ts";

const MANY = 500;
/** Together far more than the system holds for a socket. */
const LONG = "漢字".repeat(1_990);

export function lags(voice: Voice): void {
  test("whoever stops reading for a while has missed nothing, and the others wait for nobody", async () => {
    const world = await worldWith(voice);
    const { ann, bob, cat } = world;
    cat.carrier.pause();
    const texts = Array.from({ length: MANY }, (_, n) => `${n} ${LONG}`);
    for (const text of texts) ann.say(text);
    await bob.hears(texts.at(-1) ?? "");
    await goesOn(world);
    cat.carrier.resume();
    await cat.hears(texts.at(-1) ?? "");
    const heard = cat.heard().filter(({ text }) => text.endsWith(LONG));
    expect(heard.map(({ text }) => Number(text.split(" ")[0]))).toEqual(
      texts.map((_, n) => n),
    );
    expect(heard.every(({ author }) => author === "ann")).toBe(true);
    cat.say("I am back");
    await ann.hears("I am back");
    expect(await lobbyOf(world)).toEqual(["ann", "bob", "cat"]);
  });
}
