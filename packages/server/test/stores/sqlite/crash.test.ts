// What SQLite keeps when its process is killed, and when its disk is full.
import { expect, test } from "vitest";
import type { Entry } from "../../../src/core/entries.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { upTo } from "../../support/chat.ts";
import { startOf } from "../contract/world.ts";
import { startChild } from "./children.ts";
import { newFolder, openIn } from "./folder.ts";

async function everything(
  store: Store,
  room: string,
): Promise<readonly Entry[]> {
  const start = await startOf(store, room);
  const all: Entry[] = [];
  for (;;) {
    const cursor = { ...start, seq: all.length };
    const more = await store.log.read(room, cursor, 1_000);
    if (more === "reset" || more.length === 0) return all;
    all.push(...more);
  }
}

test("what was acknowledged before kill -9 is there once, in its place, without a gap", async () => {
  const data = newFolder();
  const acknowledged: { room: string; seq: number; by: string; key: string }[] =
    [];
  for (const [life, least] of [200, 700, 450].entries()) {
    const child = startChild([data, "append", `life${life} `]);
    await child.reported(least);
    await child.kill();
    expect(child.lines.shift()).toBe("open");
    expect(child.lines.length).toBeGreaterThanOrEqual(least - 1);
    acknowledged.push(...(child.lines as typeof acknowledged));
  }
  await using store = await openIn(data);
  const kept = new Map<string, Entry>();
  for (const { id } of await store.rooms.list("", 10)) {
    const entries = await everything(store, id);
    expect(entries.map(({ seq }) => seq)).toEqual(upTo(entries.length));
    for (const entry of entries) {
      const name = `${id} ${entry.by} ${entry.key}`;
      expect(kept.has(name)).toBe(false);
      kept.set(name, entry);
    }
  }
  for (const { room, seq, by, key } of acknowledged)
    expect(kept.get(`${room} ${by} ${key}`)?.seq).toBe(seq);
});

test("a commit that the disk has no room for is refused to its authors, leaves nothing, and the next is kept", async () => {
  const data = newFolder();
  const child = startChild([data, "overfill", "k"], { blocks: 2_000 });
  await child.ended;
  const [, report] = child.lines;
  expect(report).toMatchObject({
    before: ["kept 1", "kept 2", "kept 3"],
    full: upTo(400).map(() => "unavailable"),
    // The first three are repeated: their keys are known.
    after: ["kept 1", "kept 2", "kept 3", "kept 4", "kept 5"],
    troubles: [expect.stringMatching(/writes.*(disk|full)/i)],
  });
  const { commits } = report as { commits: boolean[] };
  expect(commits.filter((kept) => !kept)).toHaveLength(1);
  expect(commits.at(-1)).toBe(true);
  await using store = await openIn(data);
  const entries = await everything(store, "~kitchen000");
  expect(entries.map(({ seq, key }) => `${seq} ${key}`)).toEqual(
    upTo(5).map((n) => `${n} k${n - 1}`),
  );
  expect(
    await store.log.find("~kitchen000", "person2", "k100"),
  ).toBeUndefined();
});
