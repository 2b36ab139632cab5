// Resume never lies: clients say, correct, delete and react while their connections are cut a thousand times, wherever
// chance wants it, and the server is killed now and then. In the end everyone sees the same, what was acknowledged is
// there once, and nobody was sent a word that he should not have any more.
//
// KOINE_SEED repeats a run, as far as the choices go; KOINE_CUTS makes it longer.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openStore } from "../src/stores/registry.ts";
import { Deeds } from "./resume/deeds.ts";
import { Faults } from "./resume/faults.ts";
import { newcomers, reachHeads, viewsOf, type View } from "./resume/finale.ts";
import { Net } from "./resume/net.ts";
import { PlainActor } from "./resume/plain-actor.ts";
import { Progress } from "./resume/progress.ts";
import {
  differences,
  expectDeedsIn,
  Kept,
  unreadIn,
} from "./resume/reckoning.ts";
import { Running } from "./resume/running.ts";
import { SdkActor } from "./resume/sdk-actor.ts";
import { set } from "./resume/stage.ts";
import { Workings } from "./resume/workings.ts";
import { Words } from "./resume/words.ts";
import type { Actor, World } from "./resume/world.ts";

const SEED = Number(process.env["KOINE_SEED"] ?? Date.now() % 1_000_000);
const CUTS = Number(process.env["KOINE_CUTS"] ?? 1_000);
const KILLS = Math.ceil(CUTS / 200);

test("over a thousand cuts everyone comes to the same state, and no deleted word comes again", async () => {
  try {
    await story();
  } catch (error) {
    throw new Error(`It happened with KOINE_SEED=${SEED}.`, { cause: error });
  }
}, 600_000);

async function story(): Promise<void> {
  await using running = await Running.start();
  const faults = new Faults();
  const words = new Words(faults);
  const deeds = new Deeds(words, faults);
  const net = new Net();
  const actors: (SdkActor | PlainActor)[] = [];
  const progress = new Progress(() =>
    faults.found(
      "Nothing happens any more.",
      actors.map(({ at }) => at),
    ),
  );
  const world = { running, net, progress, words, deeds, faults, seed: SEED };
  net.up();
  const cast = await set(world);
  actors.push(
    new SdkActor(world, cast.ann, "ann's SDK"),
    new PlainActor(world, cast.ann, "WebSocket", "ann's"),
    new SdkActor(world, cast.bob, "bob's SDK"),
    new PlainActor(world, cast.bob, "TCP", "bob's"),
    new SdkActor(world, cast.cat, "cat's SDK"),
    new SdkActor(world, cast.dan, "dan's SDK"),
    new PlainActor(world, cast.eve, "TCP", "eve's"),
    new PlainActor(world, cast.fay, "WebSocket", "fay's"),
  );
  const whileCut = Promise.all([
    ...actors.map((actor) => liveOf(actor, world, CUTS / actors.length)),
    killing(world),
  ]);
  try {
    await Promise.race([whileCut, faults.first]);
    expect(progress.cuts).toBeGreaterThanOrEqual(CUTS);
    await Promise.race([reckon(world, actors), faults.first]);
  } finally {
    progress.close();
    for (const actor of actors) actor.close();
  }
}

async function liveOf(
  actor: Actor,
  { progress }: World,
  cuts: number,
): Promise<void> {
  progress.begin();
  await actor.live(Math.ceil(cuts));
  progress.end();
}

/** The server goes by `kill -9` and comes back on the same data. */
async function killing({ net, progress, running }: World): Promise<void> {
  for (let kills = 0; kills < KILLS; kills++) {
    await progress.after(Math.floor(CUTS / (KILLS + 1)), false);
    net.down();
    await running.kill();
    await running.begin();
    net.up();
  }
}

/** Everyone comes back; then all is looked at, with the server and, when it has ended, in what it has kept. */
async function reckon(
  world: World,
  actors: readonly (SdkActor | PlainActor)[],
): Promise<void> {
  const { deeds, running, words } = world;
  await Promise.all(actors.map((actor) => actor.settle()));
  const late = newcomers(world, actors);
  try {
    await Promise.all(late.map((actor) => actor.settle()));
    const everyone = [...actors, ...late];
    await reachHeads(everyone);
    const views = await viewsOf(everyone);
    for (const actor of everyone) actor.close();
    await running.end();
    for (const actor of everyone)
      expect(wordsIn(actor.dump(), words.gone), actor.label).toEqual([]);
    await expectKept(running.data, views, deeds, words);
    expect(leftIn(running.data, words.gone)).toEqual([]);
  } finally {
    for (const actor of late) actor.close();
  }
}

const wordsIn = (text: string, words: readonly string[]): string[] =>
  words.filter((word) => text.includes(word));

/** Everyone sees what the store has; and that is what was acknowledged. */
async function expectKept(
  data: string,
  views: readonly View[],
  deeds: Deeds,
  words: Words,
): Promise<void> {
  await using store = await openStore("sqlite:", {
    data,
    durability: "full",
    observer: { committed: () => {} },
  });
  for (const room of new Set(views.map((view) => view.room))) {
    const kept = await Kept.of(store, room);
    expectDeedsIn(kept, deeds.all);
    const workings = new Workings(kept, deeds.all);
    for (const view of views.filter((one) => one.room === room)) {
      const { id, label, seen, quoted, listed, shown } = view;
      const expected = await kept.seenBy(id);
      expect(differences(seen, expected, kept), label).toEqual([]);
      expect(expected.lines, label).toEqual(
        expect.arrayContaining([...quoted]),
      );
      workings.expectIn(expected, id);
      workings.expectAhead(view.ahead, id);
      workings.expectAnswers(view.answers);
      const unread = unreadIn(expected, listed.read, id);
      expect(listed, label).toEqual(unread.listed);
      if (shown !== undefined) expect(shown, label).toEqual(unread.shown);
    }
  }
  // What was not swept yet when the server ended is, as soon as the store is open again.
  await vi.waitFor(() => expect(leftIn(data, words.gone)).toEqual([]), {
    timeout: 60_000,
    interval: 100,
  });
}

/** Read by another process: to close such a file frees this one's locks on it. */
function leftIn(data: string, words: readonly string[]): string[] {
  const files = ["koine.db", "koine.db-wal", "koine.db-shm"]
    .map((name) => join(data, name))
    .filter((file) => existsSync(file));
  const bytes = execFileSync("cat", files, { maxBuffer: 2 ** 30 });
  return wordsIn(bytes.toString("latin1"), words);
}
