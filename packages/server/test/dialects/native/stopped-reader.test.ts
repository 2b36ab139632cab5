// A client that stops reading: nobody else notices, what the server holds for it stays bounded, and when it reads on
// it gets everything, in order.
import { describe, expect, test } from "vitest";
import { doorNames, doors, enter, type Client } from "../../support/clients.ts";
import { watchOwed } from "../../support/owed.ts";
import { startServer } from "../../support/server.ts";

const TEXT = "😀".repeat(3_995);
/** A page of the largest entries, and what comes in one turn beside it. */
const BOUND = 8e6;

async function say(client: Client, room: string, count: number): Promise<void> {
  const said: Promise<unknown>[] = [];
  for (let n = 1; n <= count; n++) {
    said.push(client.must("say", { room, text: `${n} ${TEXT}` }));
    if (said.length >= 8) await said.shift();
  }
  await Promise.all(said);
}

const numbers = (client: Client): unknown[] =>
  client.texts.map((text) => Number(String(text).split(" ", 1)[0]));

const upTo = (count: number): number[] =>
  Array.from({ length: count }, (_, n) => n + 1);

describe.each(doorNames)("over %s", (door) => {
  test("one who stops reading while others talk holds up nobody, and misses nothing", async () => {
    const owed = watchOwed();
    const server = await startServer();
    const ann = await enter(doors[door](server), "ann", "kitchen");
    const bob = await enter(doors[door](server), "bob", "kitchen");
    const cat = await enter(doors[door](server), "cat", "kitchen");
    cat.pause();
    const count = 2_000;
    await say(ann, "kitchen", count);
    await bob.until(() => bob.told.length >= count);
    // What is told to who is there now is not kept for her.
    const dan = await enter(doors[door](server), "dan", "kitchen");
    await dan.must("rename", { name: "daniel" });
    expect(cat.told.length).toBeLessThan(count);
    expect(owed.most()).toBeLessThan(BOUND);

    cat.resume();
    await cat.until((told) => told.at(-1)?.ev === "members");
    expect(numbers(cat)).toEqual(upTo(count));
    const seqs = cat.events.flatMap(({ ev, seq }) =>
      ev === "said" ? [seq] : [],
    );
    expect(seqs).toEqual(upTo(count));
    expect(cat.events.at(-1)).toMatchObject({ count: 4 });
    const names = cat.events.at(-1)?.["members"] as { name: string }[];
    expect(names.map(({ name }) => name)).toEqual([
      "ann",
      "bob",
      "cat",
      "daniel",
    ]);
    expect(numbers(bob)).toEqual(upTo(count));
    expect(owed.most()).toBeLessThan(BOUND);

    await ann.must("say", { room: "kitchen", text: "live" });
    await cat.hears("live");
  });

  test("one who asks for much and reads nothing is held little, and answered when she reads on", async () => {
    const server = await startServer();
    const ann = await enter(doors[door](server), "ann", "kitchen");
    await say(ann, "kitchen", 200);
    const owed = watchOwed();
    const cat = await enter(doors[door](server), "cat");
    cat.pause();
    for (let n = 1; n <= 30; n++)
      cat.raw(`{"id":${n},"do":"history","room":"kitchen","limit":200}`);
    for (let n = 0; n < 50; n++) await ann.must("ping");
    cat.resume();
    await cat.reply(30);
    expect(cat.told.slice(1).map(({ re }) => re)).toEqual(upTo(30));
    expect(owed.most()).toBeLessThan(2 * BOUND);
  });
});
