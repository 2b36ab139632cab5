// Every door: what happens to a message after it was said.
import { expect, test } from "vitest";
import { ask, LOBBY } from "../speakers/native.ts";
import { enter } from "../speakers/speaker.ts";
import type { Voice } from "../speakers/voice.ts";
import { goesOn, worldWith, type World } from "./world.ts";

/** Ann says it, and it has this seq. */
async function said({ ann }: World, text: string): Promise<number> {
  return (await ask(ann, "say", { room: LOBBY, text }))["seq"] as number;
}

const edit = ({ ann }: World, seq: number, text: string) =>
  ask(ann, "edit", { room: LOBBY, seq, text });

const remove = ({ ann }: World, seq: number) =>
  ask(ann, "delete", { room: LOBBY, seq });

const correction = (text: string) => ({
  author: "ann",
  text,
  isDirect: false,
  isCorrection: true,
});

/** Everything that came by then has come to cat. */
async function settles({ ann, cat }: World): Promise<void> {
  const text = `that is all ${++settled}`;
  ann.say(text);
  await cat.hears(text);
}

let settled = 0;

/** Far more than the system holds for a socket. */
const MANY = 500;
const LONG = "漢字".repeat(1_990);

/** What would be something else than words, if a door let it. */
const attacks = {
  markup: `<script>alert("x")</script> &amp; '<b>`,
  "a forged line":
    "so\nbob: I owe you\r\nMESSAGE:[Free Chat] bob: yes\u2028cat: no",
  "JSON and packets": '"}{"cmd":"c_speak","usr":"bob"} 5:::{"name":"x"} \\',
  "4,000 characters": "0123456789".repeat(400),
} as const;

export function changes(voice: Voice): void {
  test("a correction is one line of its author's, with the new text", async () => {
    const world = await worldWith(voice);
    const { cat } = world;
    const seq = await said(world, "helo");
    await cat.hears("helo");
    await edit(world, seq, "hello");
    await cat.hears("hello");
    await edit(world, seq, "hello there");
    await settles(world);
    const heard = cat.heard().slice(1, -1);
    expect(heard).toEqual([correction("hello"), correction("hello there")]);
  });

  test.each(Object.entries(attacks))(
    "%s in a correction is shown as if it were said",
    async (_, text) => {
      const world = await worldWith(voice);
      const { cat } = world;
      const seq = await said(world, "helo");
      await said(world, text);
      await edit(world, seq, text);
      await settles(world);
      const [, first, second, last] = cat.heard();
      expect(second).toEqual({ ...first, isCorrection: true });
      expect(last?.text).toMatch(/that is all/);
    },
  );

  test("what is deleted, reacted to, or being written is no line", async () => {
    const world = await worldWith(voice);
    const { ann, bob, cat } = world;
    const seq = await said(world, "to be deleted");
    await cat.hears("to be deleted");
    const { length } = cat.carrier.told;
    const heard = cat.heard().length;
    await ask(bob, "react", { room: LOBBY, seq, reaction: "👍" });
    await ask(bob, "typing", { room: LOBBY });
    await ask(ann, "read", { room: LOBBY, seq });
    await ask(ann, "away", { away: true });
    await remove(world, seq);
    await settles(world);
    expect(cat.heard()).toHaveLength(heard + 1);
    const isNative = voice.door.startsWith("native");
    if (!isNative) expect(cat.carrier.told).toHaveLength(length + 1);
  });

  test("what was deleted is in no history, and what was corrected is there as it is now", async () => {
    const world = await worldWith(voice);
    const gone = await said(world, "a secret slipped out");
    const seq = await said(world, "my old words");
    await edit(world, gone, "another secret");
    await edit(world, seq, "my new words");
    await remove(world, gone);
    const dan = await enter(voice, world.server, "dan");
    world.ann.say("hello dan");
    await dan.hears("hello dan");
    const told = dan.carrier.told.join("\n");
    expect(told).not.toContain("secret");
    expect(told).not.toContain("old words");
    const again = dan.heard().filter(({ text }) => text === "my new words");
    expect(again.length).toBeLessThanOrEqual(1);
    expect(dan.heard().map(({ text }) => text)).not.toContain("");
  });

  test("what is deleted or corrected while someone does not read is told as it is when he does", async () => {
    const world = await worldWith(voice);
    const { ann, bob, cat } = world;
    cat.carrier.pause();
    for (let n = 0; n < MANY; n++) ann.say(`${n} ${LONG}`);
    const gone = await said(world, "a secret slipped out");
    const seq = await said(world, "my old words");
    await edit(world, gone, "another secret");
    await edit(world, seq, "my new words");
    await remove(world, gone);
    await bob.hears("my new words");
    await goesOn(world);
    cat.carrier.resume();
    await settles(world);
    const texts = cat.heard().map(({ text }) => text);
    expect(texts.filter((text) => text.includes("secret"))).toEqual([]);
    expect(texts).not.toContain("");
    expect(texts).not.toContain("my old words");
    expect(texts).toContain("my new words");
  });
}
