// What became of the messages of a room, worked out by hand from what everyone has done: against what people see, and
// what they are answered.
import type { EntryEvent, SaidEvent } from "@koine/protocol";
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { Deed } from "./deed.ts";
import type { Ahead, Seen } from "./plain-room.ts";
import { idOf, shown, type Kept } from "./reckoning.ts";

interface Giving {
  readonly id: string;
  readonly name: string;
  readonly reaction: string;
}

/** What the server tells of one message. */
export interface Answers {
  readonly seq: number;
  /** All that it was, the first one first. */
  readonly texts: readonly string[];
  /** Undefined where it says that there is no such message. */
  readonly reactions: readonly Giving[] | undefined;
}

export class Workings {
  readonly #entries: readonly EntryEvent[];
  readonly #texts = new Map<string, string>();
  readonly #about: ReadonlyMap<number, readonly EntryEvent[]>;

  constructor({ entries, room }: Kept, deeds: readonly Deed[]) {
    this.#entries = entries;
    for (const { act, key, room: of } of deeds)
      if (of === room && "text" in act) this.#texts.set(key, act.text);
    this.#about = Map.groupBy(
      entries.filter((entry) => "of" in entry),
      ({ of }) => of,
    );
  }

  /** That this person sees what came of them. */
  expectIn(seen: Seen, id: string): void {
    const said = this.#entries.filter((entry) => entry.ev === "said");
    const expected = said.map((one) => this.#after(one, Infinity, id));
    const { title, topic } = seen;
    const lines = seen.lines.filter((line) => line.ev === "said");
    expectSame(
      { lines, topic, title },
      {
        lines: expected,
        topic: this.#last("topic") ?? "",
        title: this.#last("titled") ?? title,
      },
    );
  }

  /** That the server tells of each message what came of it: all that it was, and who has given what; of none that is gone. */
  expectAnswers(answers: readonly Answers[]): void {
    const expected = answers.map(({ seq }) => this.#answersTo(seq));
    expectSame(answers, expected);
  }

  #answersTo(seq: number): Answers {
    const about = this.#about.get(seq) ?? [];
    const said = this.#entries[seq - 1];
    if (said === undefined || about.some(({ ev }) => ev === "deleted"))
      return { seq, texts: [], reactions: undefined };
    const worded = [said, ...about.filter(({ ev }) => ev === "edited")];
    const texts = worded.map(({ key = "" }) => this.#texts.get(key) ?? "");
    const given = new Map<string, Giving>();
    for (const entry of about) {
      if (entry.ev !== "reacted") continue;
      const { by: id, name, reaction, on } = entry;
      given.delete(`${id} ${reaction}`);
      if (on) given.set(`${id} ${reaction}`, { id, name, reaction });
    }
    return { seq, texts, reactions: [...given.values()] };
  }

  /** That a page had nothing that was older than what he had heard. It may have reactions that are newer than the rest. */
  expectAhead(aheads: readonly Ahead[], id: string): void {
    for (const { reached, message } of aheads) {
      const said = this.#entries[message.seq - 1];
      if (said?.ev !== "said") expect.fail(`It is no message: ${shown(said)}`);
      const later = this.#about.get(message.seq) ?? [];
      const moments = later.map(({ seq }) => seq).filter((at) => at > reached);
      const ways = [reached, ...moments].map((at) => this.#after(said, at, id));
      const has = (part: (one: SaidEvent) => unknown): boolean =>
        ways.some((way) => isDeepStrictEqual(part(way), part(message)));
      if (!has(wordingOf) || !has(({ reactions }) => reactions))
        expect.fail(`Older than ${reached}: ${shown({ message, ways })}`);
    }
  }

  #last(ev: "topic" | "titled"): string | undefined {
    const last = this.#entries.findLast((entry) => entry.ev === ev);
    return last === undefined ? undefined : idOf(last);
  }

  /** As it was behind the entry `at`. */
  #after(said: SaidEvent, at: number, id: string): SaidEvent {
    const about = this.#about.get(said.seq) ?? [];
    const later = about.filter(({ seq }) => seq <= at);
    return messageAfter(said, later, this.#texts, id);
  }
}

function messageAfter(
  said: SaidEvent,
  later: readonly EntryEvent[],
  textOf: ReadonlyMap<string, string>,
  id: string,
): SaidEvent {
  const { room, seq, by, name, at, key, reply, mentions } = said;
  const about = { ev: "said" as const, room, seq, by, name, at };
  const bare = {
    ...about,
    ...(key === undefined ? {} : { key }),
    ...(reply === undefined ? {} : { reply }),
  };
  if (later.some(({ ev }) => ev === "deleted"))
    return { ...bare, text: "", gone: true };
  const edits = later.filter(({ ev }) => ev === "edited");
  const newest = edits.at(-1);
  const text = textOf.get((newest ?? said).key ?? "") ?? "";
  const reactions = reactionsIn(later, id);
  return {
    ...bare,
    text,
    ...(newest === undefined ? {} : { edited: newest.seq }),
    ...(mentions === undefined ? {} : { mentions }),
    ...(reactions.length === 0 ? {} : { reactions }),
  };
}

/** In the order in which they came, each as often as it is given. */
function reactionsIn(later: readonly EntryEvent[], id: string) {
  const given = new Map<string, Set<string>>();
  for (const entry of later) {
    if (entry.ev !== "reacted") continue;
    const { reaction, on, by } = entry;
    const whose = given.get(reaction) ?? new Set();
    if (on) given.set(reaction, whose.add(by));
    else if (whose.delete(by) && whose.size === 0) given.delete(reaction);
  }
  return [...given].map(([reaction, whose]) => ({
    reaction,
    count: whose.size,
    mine: whose.has(id),
  }));
}

function expectSame(seen: object, expected: object): void {
  expect(seen).toEqual(expected);
}

/** Without whom it speaks to: that is known of the newest text only. */
function wordingOf({ text, edited, gone }: SaidEvent): unknown {
  return { text, edited, gone };
}
