// What fails inside the SQLite store: one operation, a whole commit, a thread. Provoked in the file and in the threads
// themselves.
import { mkdirSync, renameSync, rmdirSync } from "node:fs";
import path from "node:path";
import type { Worker } from "node:worker_threads";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Store } from "../../../src/core/ports/store.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  follow,
  makeGuest,
  makeRoom,
  said,
  seqsOf,
  startOf,
  textOf,
  type Open,
} from "../contract/world.ts";
import { newFolder, openIn, withDatabase } from "./folder.ts";

interface Failing {
  readonly store: Store;
  readonly data: string;
  readonly room: string;
  readonly commits: boolean[];
  readonly troubles: string[];
  /** Every thread so far: the first writes, the second reads. */
  readonly threads: Worker[];
}

async function openFailing(): Promise<Failing> {
  const data = newFolder();
  const threads: Worker[] = [];
  const started = (worker: Worker): void => void threads.push(worker);
  process.on("worker", started);
  onTestFinished(() => void process.off("worker", started));
  const commits: boolean[] = [];
  const troubles: string[] = [];
  const open: Open = (observer) =>
    openIn(data, {
      ...(observer && { observer }),
      onTrouble: (text) => troubles.push(text),
    });
  const store = await open({
    committed: (_seconds, _writes, kept) => commits.push(kept),
  });
  onTestFinished(() => store[Symbol.asyncDispose]());
  const room = await makeRoom(store, "kitchen");
  return { store, data, room, commits, troubles, threads };
}

/** From now on an entry with this text fails in the database: `how` is what SQLite then does. */
function poison(data: string, how: "ABORT" | "ROLLBACK"): void {
  withDatabase(data, (database) =>
    database.exec(`
      CREATE TRIGGER poison BEFORE INSERT ON entries WHEN NEW.text = 'poison'
      BEGIN SELECT RAISE(${how}, 'poisoned'); END`),
  );
}

const appendAll = (store: Store, room: string, texts: readonly string[]) =>
  Promise.all(
    texts.map((text, n) =>
      codeOf(store.log.append(room, said(ann, text, `k${n}`))),
    ),
  );

const textsOf = async (store: Store, room: string) =>
  (await store.log.page(room, Infinity, 100)).map(textOf);

test("an operation that fails for a reason of its own takes nobody of its commit with it", async () => {
  const { store, data, room, troubles } = await openFailing();
  poison(data, "ABORT");
  await makeGuest(store, ann);
  const [appended, guests] = await Promise.all([
    appendAll(store, room, ["a", "poison", "b", "poison", "c"]),
    Promise.all([codeOf(makeGuest(store, ann)), codeOf(makeGuest(store, bob))]),
  ]);
  expect(appended).toEqual([
    undefined,
    "unavailable",
    undefined,
    "unavailable",
    undefined,
  ]);
  expect(guests).toEqual(["unavailable", undefined]);
  expect(await textsOf(store, room)).toEqual(["a", "b", "c"]);
  expect((await store.log.state(room)).head).toBe(3);
  expect(await store.identities.byId(bob)).toBeDefined();
  expect(troubles).toEqual([expect.stringContaining("poisoned")]);
  // A retry of what was refused is no repetition.
  const again = await store.log.append(room, said(ann, "d", "k1"));
  expect(again).toMatchObject({ repeated: false, entry: { seq: 4 } });
});

test("a commit that is rolled back is refused to all in it, leaves nothing, and the next is kept", async () => {
  const { store, data, room, commits } = await openFailing();
  const tail = follow(store, room, await startOf(store, room), 2);
  poison(data, "ROLLBACK");
  expect(await appendAll(store, room, ["before"])).toEqual([undefined]);
  commits.length = 0;
  const texts = ["one", "two", "poison", "three"];
  expect(await appendAll(store, room, texts)).toEqual(
    texts.map(() => "unavailable"),
  );
  expect(commits.length).toBeGreaterThan(0);
  expect(commits).not.toContain(true);
  expect(await textsOf(store, room)).toEqual(["before"]);
  expect(await store.log.find(room, ann, "k3")).toBeUndefined();
  const next = await store.log.append(room, said(ann, "after", "k3"));
  expect(next).toMatchObject({ repeated: false, entry: { seq: 2 } });
  expect(commits.at(-1)).toBe(true);
  await tail.enough;
  expect(tail.heard.map(textOf)).toEqual(["before", "after"]);
});

test("a reader that starts when the writer has just begun afresh sees what is kept", async () => {
  const { store, data, room, threads } = await openFailing();
  poison(data, "ROLLBACK");
  await appendAll(store, room, ["before"]);
  await threads[1]?.terminate();
  expect(await appendAll(store, room, ["poison"])).toEqual(["unavailable"]);
  await vi.waitFor(
    async () => expect(await textsOf(store, room)).toEqual(["before"]),
    { timeout: 10_000, interval: 20 },
  );
  await store.log.append(room, said(ann, "after"));
  expect(await textsOf(store, room)).toEqual(["before", "after"]);
});

test("a writing thread that dies refuses what it had, and retries keep each entry once", async () => {
  const { store, room, threads, troubles } = await openFailing();
  const tail = follow(store, room, await startOf(store, room), 500);
  const drafts = upTo(500).map((n) => said(ann, `text ${n}`, `k${n}`));
  const pending = drafts.map((draft) => codeOf(store.log.append(room, draft)));
  await new Promise(setImmediate);
  await threads[0]?.terminate();
  for (const code of await Promise.all(pending))
    expect([undefined, "unavailable"]).toContain(code);
  for (const draft of drafts)
    await vi.waitFor(() => store.log.append(room, draft), {
      timeout: 10_000,
      interval: 20,
    });
  const { head } = await store.log.state(room);
  expect(head).toBe(500);
  const kept = await store.log.page(room, Infinity, 1_000);
  expect(new Set(kept.map(({ key }) => key)).size).toBe(500);
  await tail.enough;
  expect(seqsOf(tail.heard)).toEqual(upTo(500));
  expect(troubles).toEqual([expect.stringMatching(/writes.*ended/)]);
  expect(threads).toHaveLength(3);
});

test("a thread that cannot be started again refuses at once, is not tried without a pause, and is back when it can", async () => {
  const { store, data, room, threads } = await openFailing();
  const file = path.join(data, "koine.db");
  await store.log.append(room, said(ann, "before"));
  await threads[0]?.terminate();
  renameSync(file, `${file}.away`);
  mkdirSync(file);
  const from = performance.now();
  for (let n = 0; n < 500; n++) {
    expect(await codeOf(store.log.append(room, said(ann, "lost")))).toBe(
      "unavailable",
    );
    if (n % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // One a second at most: as many as seconds went by, and the first.
  const seconds = Math.ceil((performance.now() - from) / 1_000);
  expect(threads.length - 2).toBeLessThanOrEqual(seconds + 1);
  expect(await textsOf(store, room)).toEqual(["before"]);
  rmdirSync(file);
  renameSync(`${file}.away`, file);
  await vi.waitFor(() => store.log.append(room, said(ann, "after")), {
    timeout: 10_000,
    interval: 20,
  });
  expect(await textsOf(store, room)).toEqual(["before", "after"]);
});

test("a store whose threads have died can be closed", async () => {
  const { store, room, threads } = await openFailing();
  const pending = codeOf(store.log.append(room, said(ann, "hi")));
  await Promise.all(threads.map((thread) => thread.terminate()));
  await store[Symbol.asyncDispose]();
  expect([undefined, "unavailable"]).toContain(await pending);
  expect(await codeOf(store.log.state(room))).toBe("unavailable");
});
