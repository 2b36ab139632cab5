// Nothing of a deleted text is left in the files, a while after its deletion: searched for in their bytes.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Draft } from "../../../src/core/entries.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  ann,
  bob,
  deleted,
  edited,
  makeRoom,
  newRoom,
  reacted,
  readAll,
  said,
  textOf,
} from "../contract/world.ts";
import { startChild } from "./children.ts";
import { newFolder, openIn, withDatabase } from "./folder.ts";

/** What is in the database's files. Another process reads them: to close such a file frees this one's locks on it. */
function bytesIn(data: string): Buffer {
  const files = ["koine.db", "koine.db-wal", "koine.db-shm"]
    .map((name) => path.join(data, name))
    .filter((file) => existsSync(file));
  return execFileSync("cat", files, { maxBuffer: 2 ** 28 });
}

function leftIn(data: string, words: readonly string[]): readonly string[] {
  const bytes = bytesIn(data);
  return words.filter((word) => bytes.includes(word));
}

/** Not longer than a minute, as is promised. */
const untilGone = (data: string, words: readonly string[]): Promise<void> =>
  vi.waitFor(() => expect(leftIn(data, words)).toEqual([]), {
    timeout: 60_000,
    interval: 100,
  });

const patiently = { timeout: 90_000 };

/** Where it takes a second sweep to know that the first has left nothing. */
const openSweepingOften = (data: string) => openIn(data, {}, 300);

test(
  "what was said in a private room that is gone is gone from the files, and a room made meanwhile has nothing of it",
  patiently,
  async () => {
    const data = newFolder();
    await using store = await openSweepingOften(data);
    const { rooms, log } = store;
    const other = await makeRoom(store, "kitchen");
    const room = await makeRoom(store, "lair");
    await log.append(other, said(bob, "publicword"));
    await rooms.change(room, { kind: "private", folded: `\0${room}` });
    await rooms.addMember(room, ann);
    const mentions = ["mentioned0000000"];
    await Promise.all(
      upTo(2_000).map((n) =>
        log.append(room, { ...said(ann, `secret${n} x`), mentions }),
      ),
    );
    await log.append(room, reacted(ann, 1, "👍"));
    expect(await rooms.removeIfUnused(room)).toBe(false);
    await rooms.removeMember(room, ann);
    const secrets = ["secret1 ", "secret1000 ", "secret2000 ", ...mentions];
    expect(leftIn(data, secrets)).toEqual(secrets);
    expect(await rooms.removeIfUnused(room)).toBe(true);
    expect(await codeOf(log.append(room, said(ann, "hm")))).toBe(
      "no_such_room",
    );
    const later = await makeRoom(store, "later");
    expect((await log.append(later, said(bob, "hi"))).entry.seq).toBe(1);
    await untilGone(data, secrets);
    expect(leftIn(data, ["publicword"])).toHaveLength(1);
    expect((await readAll(store, later)).map(textOf)).toEqual(["hi"]);
    const left = withDatabase(data, (database) =>
      ["reactions", "reaction_counts", "mentions"].flatMap((table) =>
        database.prepare(`SELECT room FROM ${table}`).all(),
      ),
    );
    expect(left).toEqual([]);
  },
);

test("what was not yet deleted of a room that is gone when the program ended is deleted by the next", async () => {
  const data = newFolder();
  await (await openIn(data))[Symbol.asyncDispose]();
  withDatabase(data, (database) =>
    database.exec(`INSERT INTO emptied VALUES (7);
      INSERT INTO entries (id, room, at, kind, author, name, text)
        SELECT 7 << 32 | n, 7, 1, 0, 'a', 'ann', 'hi' FROM (
          WITH RECURSIVE one (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < 1200)
          SELECT n FROM one)`),
  );
  await using store = await openIn(data);
  const room = await makeRoom(store, "kitchen");
  expect(await store.log.state(room)).toMatchObject({ head: 0 });
  const left = () =>
    withDatabase(data, (database) =>
      database
        .prepare("SELECT n FROM emptied UNION ALL SELECT id FROM entries")
        .all(),
    );
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 10_000 });
});

test(
  "a deleted text is gone from the files, with its edits and mentions, and nothing else is",
  patiently,
  async () => {
    const data = newFolder();
    await using store = await openIn(data);
    const room = await makeRoom(store, "kitchen");
    const append = (draft: Draft) => store.log.append(room, draft);
    const mentions = ["mentioned0000000"];
    await append({ ...said(ann, "secretshort"), mentions });
    await append(said(bob, "publicword"));
    await append(said(ann, "secretlong ".repeat(3_000)));
    // Some of it is in the database by now, and some in the journal.
    withDatabase(data, (database) =>
      database.exec("PRAGMA wal_checkpoint(PASSIVE)"),
    );
    await append({ ...edited(ann, 1, "secretedit"), mentions });
    await append(reacted(bob, 1, "👍"));
    await append(edited(bob, 2, "publicedit"));
    const secrets = ["secretshort", "secretlong", "secretedit", ...mentions];
    expect(leftIn(data, secrets)).toEqual(secrets);

    await append(deleted(ann, 1));
    await append(deleted(ann, 3));
    await untilGone(data, secrets);
    expect(leftIn(data, ["publicword", "publicedit"])).toHaveLength(2);
    const texts = (await readAll(store, room)).map(textOf);
    expect(texts.filter((text) => text !== "")).toEqual([
      "publicedit",
      "publicedit",
    ]);
  },
);

/** Whole numbers below `n` that look random, the same each time. */
function dice(): (n: number) => number {
  let state = 1;
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % n;
  };
}

interface Message {
  readonly room: string;
  readonly seq: number;
  readonly words: string[];
}

test(
  "no piece of it is left where SQLite has spread rows over pages anew, and the database is in order",
  patiently,
  async () => {
    const data = newFolder();
    await using store = await openSweepingOften(data);
    const rooms = await Promise.all(upTo(30).map(() => newRoom(store)));
    const heads = new Map<string, number>();
    const below = dice();
    const ends: Promise<unknown>[] = [];
    const append = (room: string, draft: Draft): number => {
      ends.push(store.log.append(room, draft));
      const seq = (heads.get(room) ?? 0) + 1;
      heads.set(room, seq);
      return seq;
    };
    const messages: Message[] = [];
    const gone = new Set<string>();
    const sizes = [10, 10, 10, 10, 100, 1_500];
    const text = (word: string): string =>
      word.repeat(1 + below(sizes[below(sizes.length)] ?? 1));
    for (const n of upTo(8_000)) {
      const word = `w${String(n).padStart(6, "0")}.`;
      const message = messages[below(messages.length || 1)];
      const act = below(10);
      if (act < 5 || message === undefined) {
        const room = rooms[below(rooms.length)] ?? "";
        const seq = append(room, said(ann, text(word)));
        messages.push({ room, seq, words: [word] });
      } else if (act < 7) {
        append(message.room, edited(ann, message.seq, text(word)));
        message.words.push(word);
      } else {
        append(message.room, deleted(ann, message.seq));
        messages.splice(messages.indexOf(message), 1);
        for (const one of message.words) gone.add(one);
      }
      if (n % 100 === 0) await new Promise(setImmediate);
    }
    await Promise.all(ends);
    expect(gone.size).toBeGreaterThan(2_500);
    const there = (): ReadonlySet<string> =>
      new Set(
        bytesIn(data)
          .toString("latin1")
          .match(/w\d{6}\./g),
      );
    await vi.waitFor(
      () => expect([...there()].filter((one) => gone.has(one))).toEqual([]),
      { timeout: 60_000, interval: 250 },
    );
    const wanted = messages.flatMap(({ words }) => words);
    const words = there();
    expect(wanted.filter((one) => !words.has(one))).toEqual([]);
    const check = withDatabase(data, (database) =>
      database.prepare("PRAGMA integrity_check").all(),
    );
    expect(check).toEqual([{ integrity_check: "ok" }]);
  },
);

test(
  "what was deleted just before kill -9 is gone when the store has been opened again",
  patiently,
  async () => {
    const data = newFolder();
    const child = startChild([data, "delete", "word"]);
    await child.reported(2);
    await child.kill();
    expect(child.lines).toEqual(["open", "deleted"]);
    expect(leftIn(data, ["secretword"])).toHaveLength(1);
    await using store = await openIn(data);
    await untilGone(data, ["secretword"]);
    expect(await readAll(store, "~kitchen000")).toHaveLength(3);
  },
);

test(
  "a store that is closed right after a deletion leaves nothing of it, and does not wait",
  patiently,
  async () => {
    const data = newFolder();
    const store = await openIn(data);
    const room = await makeRoom(store, "kitchen");
    await store.log.append(room, said(ann, "secretword"));
    await store.log.append(room, deleted(ann, 1));
    await store[Symbol.asyncDispose]();
    expect(leftIn(data, ["secretword"])).toEqual([]);
    // What cannot be seen by that is remembered until it was looked for.
    const unswept = () =>
      withDatabase(data, (database) =>
        database.prepare("SELECT * FROM unswept").all(),
      );
    expect(unswept()).toHaveLength(1);
    await using again = await openSweepingOften(data);
    await vi.waitFor(() => expect(unswept()).toEqual([]), {
      timeout: 60_000,
      interval: 50,
    });
    expect((await again.log.state(room)).head).toBe(2);
  },
);

test(
  "a reader of another program that is in the way is waited for, and commits go on meanwhile",
  patiently,
  async () => {
    const data = newFolder();
    await using store = await openIn(data);
    const room = await makeRoom(store, "kitchen");
    await store.log.append(room, said(ann, "secretword"));
    const reader = new DatabaseSync(path.join(data, "koine.db"));
    onTestFinished(() => {
      if (reader.isOpen) reader.close();
    });
    reader.exec("BEGIN");
    const { texts } =
      reader.prepare("SELECT group_concat(text) AS texts FROM entries").get() ??
      {};
    expect(texts).toBe("secretword");
    await store.log.append(room, deleted(ann, 1));
    // Long enough for some tries.
    for (const n of upTo(80)) {
      await store.log.append(room, said(bob, `still ${n}`));
      await pause(20);
    }
    expect(leftIn(data, ["secretword"])).toHaveLength(1);
    reader.close();
    await untilGone(data, ["secretword"]);
  },
);
