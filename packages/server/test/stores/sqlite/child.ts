// A process of its own that opens the store in a folder and reports in lines: what the tests kill, or keep short of disk.
// Its arguments: the folder, what to do, and a word that its keys begin with.
import { once } from "node:events";
import { ChatError } from "../../../src/core/errors.ts";
import type { Draft } from "../../../src/core/entries.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { openSqlite } from "../../../src/stores/sqlite/store.ts";

const [data = "", task = "", word = ""] = process.argv.slice(2);
const rooms = ["~kitchen000", "~garden0000", "~cellar0000"];
const commits: boolean[] = [];
const troubles: string[] = [];

// A pipe is written at once, so that what was reported is out when the process is killed.
const report = (line: unknown): void =>
  void process.stdout.write(`${JSON.stringify(line)}\n`);

const said = (n: number, text: string): Extract<Draft, { kind: "said" }> => ({
  kind: "said",
  by: `person${n % 7}`,
  name: "ann",
  text,
  key: `${word}${n}`,
});

/** Appends without an end, 20 a turn, and reports each acknowledgement. */
async function appendUntilKilled(store: Store): Promise<void> {
  for (let n = 0; ; n++) {
    const room = rooms[n % rooms.length] ?? "";
    void store.log
      .append(room, said(n, `text ${n}`))
      .then(({ entry: { seq, by, key } }) => report({ room, seq, by, key }));
    if (n % 20 === 0) await new Promise(setImmediate);
  }
}

/** Says `secret` and the word, edits it, deletes both, and reports that; then holds on. */
async function deleteAndHold(store: Store): Promise<void> {
  const room = rooms[0] ?? "";
  const text = `secret${word} `.repeat(2_000);
  await store.log.append(room, said(0, text));
  const by = { by: "person0", name: "ann", of: 1 };
  await store.log.append(room, { ...by, kind: "edited", text });
  await store.log.append(room, { ...by, kind: "deleted" });
  report("deleted");
  await once(process.stdin.resume(), "end");
}

/** Some small appends, then at once more than the disk has room for, then a small one again. */
async function overfill(store: Store): Promise<void> {
  const room = rooms[0] ?? "";
  const end = async (n: number, text: string): Promise<string> => {
    try {
      return `kept ${(await store.log.append(room, said(n, text))).entry.seq}`;
    } catch (error) {
      return error instanceof ChatError ? error.code : String(error);
    }
  };
  const many = (from: number, count: number, text: string) =>
    Promise.all(Array.from({ length: count }, (_, i) => end(from + i, text)));
  const before = await many(0, 3, "small");
  const full = await many(100, 400, "x".repeat(16_000));
  const after = await many(0, 5, "small");
  report({ before, full, after, commits, troubles });
}

const store = await openSqlite("", {
  data,
  durability: "full",
  observer: { committed: (_seconds, _writes, kept) => commits.push(kept) },
  onTrouble: (text) => troubles.push(text),
});
for (const id of rooms)
  await store.rooms.create({
    id,
    title: id,
    folded: id,
    kind: "public",
    most: 0,
    master: undefined,
  });
report("open");
if (task === "append") await appendUntilKilled(store);
else if (task === "delete") await deleteAndHold(store);
else if (task === "overfill") await overfill(store);
else await once(process.stdin.resume(), "end");
await store[Symbol.asyncDispose]();
