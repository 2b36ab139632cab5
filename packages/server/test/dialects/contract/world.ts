// What the contract's tests have around whoever is tried: two others in the lobby, who are to notice nothing.
import { expect } from "vitest";
import type { TestServer } from "../../support/server.ts";
import { serverWithAllDoors } from "../speakers/all-doors.ts";
import { ask, LOBBY, nativeTcp, nativeWebSocket } from "../speakers/native.ts";
import { enter, type Speaker } from "../speakers/speaker.ts";
import type { Voice } from "../speakers/voice.ts";

export interface World {
  readonly server: TestServer;
  readonly ann: Speaker;
  readonly bob: Speaker;
  /** Whoever is tried. */
  readonly cat: Speaker;
}

export async function worldWith(voice: Voice): Promise<World> {
  const server = await serverWithAllDoors();
  const ann = await enter(nativeWebSocket, server, "ann");
  const bob = await enter(nativeTcp, server, "bob");
  const cat = await enter(voice, server, "cat");
  await ann.seesJoin("cat");
  return { server, ann, bob, cat };
}

/** The two others hear each other as ever. */
export async function goesOn({ ann, bob }: World): Promise<void> {
  const text = `all is well ${++asked}`;
  ann.say(text);
  await bob.hears(text);
  bob.say(`${text}, yes`);
  await ann.hears(`${text}, yes`);
}

let asked = 0;

/** Who is in the lobby, by the list that the native door gives. */
export async function lobbyOf({ ann }: World): Promise<readonly string[]> {
  const { members } = await ask(ann, "members", { room: LOBBY });
  return (members as { readonly name: string }[])
    .map(({ name }) => name)
    .sort();
}

/** Cat is gone for everyone: seen to leave once, in no list, and her name is free for whoever comes next. */
export async function leavesNoGhost(world: World): Promise<void> {
  const { ann, bob, server, cat } = world;
  await Promise.all([ann.seesLeave("cat"), bob.seesLeave("cat")]);
  expect(await lobbyOf(world)).toEqual(["ann", "bob"]);
  const next = await enter(cat.voice, server, "cat");
  next.say("another cat");
  await ann.hears("another cat");
  expect(ann.heard().at(-1)?.author).toBe("cat");
  expect(await lobbyOf(world)).toEqual(["ann", "bob", "cat"]);
  expect(ann.leavesSeen().filter((name) => name === "cat")).toEqual(["cat"]);
  await goesOn(world);
}

/** After something bad cat either is where she was, and can speak, or has been let go without a trace. */
export async function staysOrGoes(world: World): Promise<"stays" | "goes"> {
  const { ann, cat } = world;
  const text = "still here";
  cat.say(text);
  const outcome = await Promise.race([
    ann.hears(text).then(() => "stays" as const),
    cat.carrier.ended.then(() => "goes" as const),
  ]);
  if (outcome === "goes") await leavesNoGhost(world);
  else expect(await lobbyOf(world)).toEqual(["ann", "bob", "cat"]);
  await goesOn(world);
  return outcome;
}
