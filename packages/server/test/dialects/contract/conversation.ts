// Every door: comes in, says, hears, and leaves.
import { expect, test } from "vitest";
import type { Voice } from "../speakers/voice.ts";
import { goesOn, leavesNoGhost, lobbyOf, worldWith } from "./world.ts";

export function converses(voice: Voice): void {
  test("whoever enters is in the list, and is seen to come once", async () => {
    const world = await worldWith(voice);
    expect(await lobbyOf(world)).toEqual(["ann", "bob", "cat"]);
    expect(world.ann.joinsSeen().filter((name) => name === "cat")).toEqual([
      "cat",
    ]);
    await goesOn(world);
  });

  test("what is said here is heard elsewhere once, under the author's name, and the other way round", async () => {
    const { ann, bob, cat } = await worldWith(voice);
    cat.say("hello from cat");
    await Promise.all([ann, bob].map((one) => one.hears("hello from cat")));
    ann.say("hello from ann");
    bob.say("hello from bob");
    await Promise.all(
      ["hello from ann", "hello from bob"].map((text) => cat.hears(text)),
    );
    const from = (author: string) => ({
      author,
      text: `hello from ${author}`,
      isDirect: false,
    });
    expect(ann.heard()[0]).toEqual(from("cat"));
    const [own, ...others] = cat.heard();
    if (voice.hearsOwn) expect(own).toEqual(from("cat"));
    const fromOthers = voice.hearsOwn ? others : cat.heard();
    expect(fromOthers).toHaveLength(2);
    expect(fromOthers).toEqual(
      expect.arrayContaining([from("ann"), from("bob")]),
    );
  });

  test("whoever leaves is told so where the door has a form for it, and leaves no ghost", async () => {
    const world = await worldWith(voice);
    await world.cat.leave();
    await leavesNoGhost(world);
  });

  test("the end of the server ends the connection", async () => {
    const { server, cat } = await worldWith(voice);
    await server.close();
    await cat.carrier.ended;
  });
}
