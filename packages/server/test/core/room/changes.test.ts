// What is held in memory reads as the log does: against a naive log of everything that was said, edited and deleted.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Block, BLOCK } from "../../../src/core/room/blocks.ts";
import { pageAfter } from "../../../src/core/room/changes.ts";
import { Encoded } from "../../../src/core/room/encoded.ts";
import type { Entry, Reaction } from "../../../src/core/entries.ts";
import { Recent } from "../../../src/core/room/recent.ts";
import { Frame } from "../../../src/lib/frame.ts";

const place = {
  id: "~kitchen",
  title: "kitchen",
  kind: "public",
  isLobby: false,
} as const;

const about = { room: "~kitchen", at: 0, name: "ann" };

type Step =
  | { readonly do: "say"; readonly text: string }
  | { readonly do: "edit"; readonly of: number; readonly text: string }
  | { readonly do: "delete"; readonly of: number }
  | {
      readonly do: "react";
      readonly of: number;
      readonly by: string;
      readonly reaction: string;
      readonly isOn: boolean;
    };

const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ maxLength: 5 }) },
  fc.nat(200_000).map((length) => "x".repeat(length)),
);
const of = fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, fc.nat(50));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("say"), text }),
  fc.record({ do: fc.constant("edit"), of, text }),
  fc.record({ do: fc.constant("delete"), of }),
  fc.record({
    do: fc.constant("react"),
    of,
    by: fc.constantFrom("ann", "bob"),
    reaction: fc.constantFrom("👍", "👎", "🎉"),
    isOn: fc.boolean(),
  }),
);

/** A log that is read anew each time: the naive one. */
class NaiveLog {
  /** As they were committed. */
  readonly live: Entry[] = [];

  get head(): number {
    return this.live.length;
  }

  take(what: Step): void {
    const entry = this.#entry(what, this.head + 1);
    if (entry !== undefined) this.live.push(entry);
  }

  #entry(what: Step, seq: number): Entry | undefined {
    const by = "ann";
    if (what.do === "say")
      return { ...about, by, seq, kind: "said", text: what.text };
    const found = this.live[what.of];
    if (found?.kind !== "said" || this.#isGone(found.seq)) return undefined;
    const { seq: target } = found;
    if (what.do === "edit") {
      const { text: newest } = what;
      return { ...about, by, seq, kind: "edited", of: target, text: newest };
    }
    if (what.do === "delete")
      return { ...about, by, seq, kind: "deleted", of: target };
    const { by: who, reaction, isOn } = what;
    const given = this.#givers(target, reaction, this.head);
    if (given.has(who) === isOn) return undefined;
    const count = given.size + (isOn ? 1 : -1);
    const reacted = { kind: "reacted", of: target, reaction, isOn } as const;
    return { ...about, by: who, seq, ...reacted, count };
  }

  #isGone(seq: number): boolean {
    return this.live.some(
      (entry) => entry.kind === "deleted" && entry.of === seq,
    );
  }

  #givers(target: number, reaction: string, head: number): Set<string> {
    const givers = new Set<string>();
    for (const entry of this.live.slice(0, head)) {
      if (entry.kind !== "reacted" || entry.of !== target) continue;
      if (entry.reaction !== reaction) continue;
      if (entry.isOn) givers.add(entry.by);
      else givers.delete(entry.by);
    }
    return givers;
  }

  /** Everything as it reads when the log stands at `head`. */
  as(head: number): Entry[] {
    const all = this.live.slice(0, head);
    return all.map((entry) => {
      if (entry.kind !== "said" && entry.kind !== "edited") return entry;
      const target = entry.kind === "said" ? entry.seq : entry.of;
      const gone = all.some(
        (later) => later.kind === "deleted" && later.of === target,
      );
      const edit = all.findLast(
        (later) => later.kind === "edited" && later.of === target,
      );
      if (gone) return { ...entry, text: "", isGone: true };
      if (edit?.kind !== "edited") return entry;
      return entry.kind === "said"
        ? { ...entry, text: edit.text, edited: edit.seq }
        : { ...entry, text: edit.text };
    });
  }

  /** The same with the reactions, as bob sees them; in no order. */
  page(head: number): Entry[] {
    return this.as(head).map((entry) => {
      if (entry.kind !== "said" || entry.isGone === true) return entry;
      const reactions: Reaction[] = [];
      for (const reaction of ["👍", "👎", "🎉"]) {
        const givers = this.#givers(entry.seq, reaction, head);
        const isMine = givers.has("bob");
        if (givers.size > 0)
          reactions.push({ reaction, count: givers.size, isMine });
      }
      return reactions.length === 0 ? entry : { ...entry, reactions };
    });
  }
}

/** Without what is undefined, reactions in one order, and long texts short. */
function plain(entries: readonly Entry[] | undefined): unknown {
  const short = entries?.map((entry) => {
    const text = "text" in entry ? entry.text : "";
    const cut = `${text.length} ${text.slice(0, 5)}`;
    if (entry.kind !== "said" || entry.reactions === undefined)
      return { ...entry, text: cut };
    const order = (a: Reaction, b: Reaction): number =>
      a.reaction < b.reaction ? -1 : 1;
    return { ...entry, text: cut, reactions: entry.reactions.toSorted(order) };
  });
  return JSON.parse(JSON.stringify(short ?? null));
}

const steps = fc.array(step, { maxLength: 120, size: "max" });

test("what a room holds of its newest entries reads as the log does, whatever was edited and deleted", () => {
  fc.assert(
    fc.property(steps, (script) => {
      const log = new NaiveLog();
      const recent = new Recent(place);
      for (const one of script) {
        const before = log.head;
        log.take(one);
        for (const entry of log.live.slice(before)) recent.add(entry);
        const all = log.as(log.head);
        for (let seq = 0; seq <= log.head; seq++) {
          const held = recent.after(seq, Infinity);
          if (held === undefined) continue;
          expect(plain(held.map(({ entry }) => entry))).toEqual(
            plain(all.slice(seq)),
          );
          break;
        }
        expect(recent.at(log.head)).toBe(
          recent.after(log.head - 1, 1)?.[0]?.entry,
        );
      }
    }),
  );
});

test("a block that was read before reads as the log does when it is sent, or is read again", () => {
  const asOf = fc.nat(100);
  fc.assert(
    fc.property(steps, asOf, fc.array(fc.nat(5)), (script, first, pauses) => {
      const log = new NaiveLog();
      const recent = new Recent(place);
      let block: Block | undefined;
      let length = 0;
      for (const [n, one] of script.entries()) {
        const before = log.head;
        log.take(one);
        for (const entry of log.live.slice(before)) recent.add(entry);
        if (block === undefined && log.head > first) {
          length = Math.min(BLOCK, log.head);
          const read = log.as(log.head).slice(0, length);
          block = new Block(
            read.map((entry) => new Encoded(entry, place)),
            log.head,
          );
        }
        if (block === undefined || (pauses[n] ?? 0) > 0) continue;
        if (!block.update(recent)) return;
        expect(plain(block.entries.map(({ entry }) => entry))).toEqual(
          plain(log.as(log.head).slice(0, length)),
        );
      }
    }),
  );
});

test("a block that had a word which is deleted meanwhile shows it in no frame", () => {
  const recent = new Recent(place);
  const encoder = {
    encode: (what: { readonly kind: string; readonly text?: string }) =>
      new Frame(`${what.kind} ${what.text ?? ""}`),
  };
  const framing = { frame: (payload: Buffer) => payload };
  const bytes = (): string => block.frame(encoder).framed(framing).toString();
  const said = { ...about, by: "ann", kind: "said" } as const;
  const word: Entry = { ...said, seq: 1, text: "secret" };
  const block = new Block([recent.add(word)], 1);
  expect(bytes()).toBe("said secret");
  recent.add({ ...about, by: "ann", kind: "deleted", seq: 2, of: 1 });
  expect(block.update(recent)).toBe(true);
  expect(bytes()).toBe("said ");
  for (let seq = 3; seq < 1_500; seq++) recent.add({ ...said, seq, text: "x" });
  expect(block.update(recent)).toBe(true);
  recent.add({ ...about, by: "ann", kind: "deleted", seq: 1_500, of: 3 });
  // It is not known any more what happened since.
  expect(block.update(recent)).toBe(false);
});

test("a page that was read before reads as the log does, its reactions too", () => {
  fc.assert(
    fc.property(steps, fc.nat(120), fc.nat(120), (script, first, ahead) => {
      const log = new NaiveLog();
      for (const one of script) log.take(one);
      const then = Math.min(first, log.head);
      // What was read may be newer than what is delivered by now, and older.
      const delivered = Math.min(then + ahead, log.head);
      const later = log.as(delivered).slice(then);
      const page = pageAfter(log.page(then), later, "bob");
      expect(plain(page)).toEqual(plain(log.page(delivered).slice(0, then)));
      const messages = (entries: readonly Entry[]): unknown =>
        entries.map((entry) =>
          entry.kind === "said"
            ? [entry.text, entry.edited, entry.isGone]
            : undefined,
        );
      const newer = log.as(log.head).slice(0, then);
      expect(messages(pageAfter(newer, later, "bob"))).toEqual(messages(newer));
    }),
    { numRuns: 300 },
  );
});
