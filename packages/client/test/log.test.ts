// The log of one room: what is shown of it, and that pages and live entries end in the same, in whatever order they come.
import type { EntryEvent, Result } from "@koine/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Log } from "../src/log.ts";
import type { Message, PendingChange, RoomEntry } from "../src/state.ts";
import {
  deleted,
  edited,
  joinResult,
  reacted,
  run,
  said,
} from "./support/entries.ts";
import { FakeRoom } from "./support/fake-room.ts";

const me = "ann";

function make(entries: readonly EntryEvent[], more = {}, most = 10): Log {
  const log = new Log(most, () => me);
  const seq = entries.at(-1)?.seq ?? 0;
  log.startOver(joinResult(seq, { entries: [...entries], ...more }));
  return log;
}

const nothing: readonly PendingChange[] = [];
const shown = (log: Log): readonly RoomEntry[] => log.shown(nothing).entries;
const seqs = (log: Log): number[] => shown(log).map(({ seq }) => seq);

function page(
  entries: readonly EntryEvent[],
  more: Partial<Result<"history">> = {},
): Result<"history"> {
  return { epoch: "e1", first: 1, entries: [...entries], ...more };
}

test("entries follow each other without a hole or a repeat, also those that are not shown", () => {
  const log = make(run(1, 5));
  expect(log.apply(said(5))).toBe("known");
  expect(log.apply(said(7))).toBe("hole");
  expect(log.apply({ ...said(6), ev: "sung" } as never)).toBe("applied");
  expect(log.apply(reacted(7, 5, "🥕", 1))).toBe("applied");
  expect(log.apply(said(8))).toBe("applied");
  expect(seqs(log)).toEqual([1, 2, 3, 4, 5, 8]);
  expect(log.cursor).toBe(8);
});

test("what is shown is not changed by what comes later, and each entry stays the same until it changes", () => {
  const log = make(run(1, 5));
  const before = shown(log);
  expect(shown(log)).toBe(before);
  log.apply(edited(6, 2, "better"));
  const after = shown(log);
  expect(before[1]).toMatchObject({ text: "text 2" });
  expect(after[1]).toMatchObject({ text: "better", edited: 6 });
  expect(after[0]).toBe(before[0]);
});

test("an edit takes the text's mentions with it, and an older one changes nothing", () => {
  const log = make([{ ...said(1), mentions: ["ann"] }]);
  log.apply(edited(2, 1, "two"));
  expect(shown(log)[0]).not.toHaveProperty("mentions");
  const newer = make([{ ...said(1), text: "now", edited: 9 }], { seq: 5 });
  newer.apply(edited(6, 1, "then"));
  expect(shown(newer)[0]).toMatchObject({ text: "now", edited: 9 });
});

test("of a deleted message nothing is left but that it was there", () => {
  const log = make([
    {
      ...said(1),
      text: "secret",
      mentions: ["ann"],
      reply: 7,
      edited: 1,
      reactions: [{ reaction: "🥕", count: 1, mine: true }],
    },
  ]);
  log.apply(deleted(2, 1));
  expect(shown(log)).toEqual([{ ...said(1), text: "", reply: 7, gone: true }]);
  expect(JSON.stringify(log.find(1))).not.toContain("secret");
  log.apply(edited(3, 1, "secret"));
  log.apply(reacted(4, 1, "🥕", 1));
  expect(shown(log)).toEqual([{ ...said(1), text: "", reply: 7, gone: true }]);
});

test("reactions are taken over as they are: how many, whether one is among them, gone when nobody is", () => {
  const log = make(run(1, 1));
  const reactions = (): Message["reactions"] => log.find(1)?.reactions;
  log.apply(reacted(2, 1, "🥕", 1));
  log.apply(reacted(3, 1, "🧅", 1, { by: me }));
  log.apply(reacted(4, 1, "🥕", 2, { by: me }));
  expect(reactions()).toEqual([
    { reaction: "🥕", count: 2, mine: true },
    { reaction: "🧅", count: 1, mine: true },
  ]);
  log.apply(reacted(5, 1, "🥕", 1, { by: me, on: false }));
  log.apply(reacted(6, 1, "🧅", 0, { by: me, on: false }));
  expect(reactions()).toEqual([{ reaction: "🥕", count: 1, mine: false }]);
  log.apply(reacted(7, 1, "🥕", 0, { on: false }));
  expect(log.find(1)).toEqual(said(1));
});

test("reactions stand in the order in which the first of each was given, also where the message is newer than what follows", () => {
  const [carrot, onion] = ["🥕", "🧅"].map((reaction) => ({
    reaction,
    count: 1,
    mine: false,
  }));
  const log = make([{ ...said(1), reactions: [carrot, onion] as never }]);
  log.apply(reacted(2, 1, "🥕", 1));
  log.apply(reacted(3, 1, "🥕", 0, { on: false }));
  log.apply(reacted(4, 1, "🥕", 1));
  log.apply(reacted(5, 1, "🧅", 1));
  expect(log.find(1)?.reactions).toEqual([carrot, onion]);
  log.apply(reacted(6, 1, "🧅", 2));
  expect(log.find(1)?.reactions?.[1]).toMatchObject({ count: 2 });
});

test("only the newest entries are kept, and older ones can be asked for", () => {
  const log = make([]);
  for (let seq = 1; seq <= 1_000; seq++) {
    log.apply(said(seq));
    if (log.isTooLong) log.cut();
  }
  expect(shown(log).length).toBeLessThan(10 + 200);
  expect(seqs(log).at(-1)).toBe(1_000);
  expect(log.hasOlder).toBe(true);
});

test("a page of older entries goes before, up to the first of the log", () => {
  const log = make(run(16, 20));
  const since = log.asking();
  expect(log.prepend(page(run(6, 15), { first: 6 }), since)).toBe(10);
  expect(seqs(log)).toEqual(run(6, 20).map(({ seq }) => seq));
  expect(log.hasOlder).toBe(false);
});

test("a page in which nothing is shown leads to the one before it", () => {
  const log = make(run(16, 20));
  const reactions = run(6, 15).map(({ seq }) => reacted(seq, 3, "🥕", seq));
  expect(log.prepend(page(reactions), log.asking())).toBe(0);
  expect(log.from).toBe(6);
  expect(log.hasOlder).toBe(true);
});

test("what was loaded is not cut off again by the next entries", () => {
  const log = make(run(496, 500));
  log.prepend(page(run(296, 495)), log.asking());
  for (let seq = 501; seq <= 600; seq++) {
    log.apply(said(seq));
    if (log.isTooLong) log.cut();
  }
  expect(log.from).toBe(296);
});

test("a page is dropped that was overtaken: by a new start, a cut list, another log", () => {
  const started = make(run(16, 20));
  const since = started.asking();
  started.startOver(joinResult(20, { entries: run(16, 20) }));
  expect(started.prepend(page(run(6, 15)), since)).toBeUndefined();

  const full = make(run(16, 20));
  const asked = full.asking();
  for (let seq = 21; !full.isTooLong; seq++) full.apply(said(seq));
  full.cut();
  expect(full.prepend(page(run(6, 15)), asked)).toBeUndefined();

  const other = page(run(6, 15), { epoch: "e2" });
  const log = make(run(16, 20));
  expect(log.prepend(other, log.asking())).toBeUndefined();
});

test("what happens while a page is on its way is done to its messages, whether it tells of that or not", () => {
  const log = make(run(16, 20));
  const since = log.asking();
  log.apply(edited(21, 14, "better"));
  log.apply(deleted(22, 15));
  log.apply(reacted(23, 13, "🥕", 2));
  log.apply(reacted(24, 13, "🥕", 3, { by: me }));
  log.prepend(page(run(6, 15)), since);
  expect(log.find(14)).toMatchObject({ text: "better", edited: 21 });
  expect(log.find(15)).toMatchObject({ text: "", gone: true });
  expect(log.find(13)?.reactions).toEqual([
    { reaction: "🥕", count: 3, mine: true },
  ]);
});

test("a quoted message is kept up to date, and is given up where it is none", () => {
  const log = make(run(16, 20));
  expect(log.quote(page([said(3)]), log.asking(), 3)).toBe(true);
  expect(log.quote(page([reacted(4, 3, "🥕", 1)]), log.asking(), 4)).toBe(true);
  expect([...log.shown([]).quoted.keys()]).toEqual([3]);
  log.quote(page([said(21)]), log.asking(), 21);
  log.apply(said(21));
  expect(log.shown([]).quoted.size).toBe(1);
  log.apply(deleted(22, 3));
  expect(log.shown([]).quoted.get(3)).toMatchObject({ text: "", gone: true });
  log.prepend(page(run(1, 15)), log.asking());
  expect(log.shown([]).quoted.size).toBe(0);
});

const status = { is: "waiting" } as const;
const pending = (key: string, change: object): PendingChange =>
  ({ key, at: 0, status, ...change }) as PendingChange;

test("what waits to be sent is shown as if it were done, and as before when it is refused", () => {
  const log = make([
    { ...said(1), reactions: [{ reaction: "🥕", count: 1, mine: false }] },
    said(2),
    said(3),
  ]);
  const edit = pending("k1", { do: "edit", seq: 2, text: "better" });
  const changes = [
    pending("k2", { do: "react", seq: 1, reaction: "🥕", on: true }),
    pending("k3", { do: "react", seq: 1, reaction: "🧅", on: true }),
    edit,
    pending("k4", { do: "delete", seq: 3 }),
  ];
  const { entries } = log.shown(changes);
  expect(entries).toMatchObject([
    {
      reactions: [
        { reaction: "🥕", count: 2, mine: true },
        { reaction: "🧅", count: 1, mine: true },
      ],
    },
    { text: "better", edited: 2 },
    { text: "", gone: true },
  ]);
  // Another state of the same change is no other change.
  const sending = changes.map((one) => ({ ...one, status: { is: "sending" } }));
  const again = log.shown(sending as PendingChange[]).entries;
  expect(again[1]).toBe(entries[1]);
  const failed = { ...edit, status: { is: "failed" } } as PendingChange;
  expect(log.shown([failed]).entries).toEqual(shown(log));
});

test("what is done is not done twice when its entry has come before its answer", () => {
  const log = make(run(1, 1));
  const react = { do: "react", seq: 1, reaction: "🥕", on: true };
  log.apply(reacted(2, 1, "🥕", 1, { by: me }));
  const [message] = log.shown([pending("k", react)]).entries;
  expect(message).toMatchObject({ reactions: [{ count: 1, mine: true }] });
});

/**
 * A server that keeps a room and a client that reads it, over a line that keeps the order of what is sent but not of
 * when a page was read: it may tell of more than what was delivered, or of less, but never of less than what had been
 * delivered when it was asked for.
 */
type Step =
  | { readonly do: "act"; readonly n: number }
  | { readonly do: "deliver"; readonly count: number }
  | { readonly do: "ask"; readonly limit: number }
  | { readonly do: "read" }
  | { readonly do: "answer" }
  | { readonly do: "quote"; readonly n: number }
  | { readonly do: "resume" }
  | {
      readonly do: "startOver";
      readonly last: number;
      readonly late: number;
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("act"), n: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("deliver"),
      count: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("ask"),
      limit: fc.integer({ min: 1, max: 8 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: "read" }) },
  { weight: 3, arbitrary: fc.constant({ do: "answer" }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("quote"), n: fc.nat() }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "resume" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("startOver"),
      last: fc.nat(5),
      late: fc.nat(8),
    }),
  },
);

test("whatever order pages and live entries come in, the client ends with what the server has", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 120, size: "max" }),
      fc.array(fc.nat(), { maxLength: 30, size: "max" }),
      fc.nat(8),
      (steps, before, last) => {
        const server = new FakeRoom();
        for (const n of before) server.act(n);
        const log = new Log(1_000, () => me);
        log.startOver(server.join(last, me));
        /** The page or quote that is under way. */
        let asked: (() => void) | undefined;
        let answer: (() => void) | undefined;
        for (const each of steps) {
          switch (each.do) {
            case "act":
              server.act(each.n);
              break;
            case "deliver":
              for (const entry of server.live(log.cursor, each.count))
                expect(log.apply(entry)).toBe("applied");
              break;
            case "ask": {
              if (asked !== undefined || answer !== undefined) break;
              const since = log.asking();
              const { from } = log;
              asked = () => {
                const read = server.history(from, each.limit, me);
                answer = () => void log.prepend(read, since);
              };
              break;
            }
            case "quote": {
              if (asked !== undefined || answer !== undefined) break;
              const since = log.asking();
              const seq = 1 + (each.n % Math.max(1, log.cursor));
              asked = () => {
                const read = server.history(seq + 1, 1, me);
                answer = () => void log.quote(read, since, seq);
              };
              break;
            }
            case "read":
              asked?.();
              asked = undefined;
              break;
            case "answer":
              answer?.();
              answer = undefined;
              break;
            case "resume":
              // A cut: what was under way is lost, and what was missed is read from the log as it is now.
              asked = answer = undefined;
              for (const entry of server.missed(log.cursor))
                expect(log.apply(entry)).toBe("applied");
              break;
            case "startOver":
              asked = answer = undefined;
              log.startOver(server.join(each.last, me, each.late));
              break;
          }
        }
        asked?.();
        answer?.();
        for (const entry of server.live(log.cursor, Infinity)) log.apply(entry);
        const { entries, quoted } = log.shown([]);
        expect(entries).toEqual(server.shown(log.from, me));
        for (const [seq, message] of quoted)
          expect([message]).toEqual(server.shown(seq, me).slice(0, 1));
      },
    ),
    { numRuns: 500 },
  );
});
