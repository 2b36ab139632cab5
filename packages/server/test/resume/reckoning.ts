// The end of it: what the store has, against what everyone has done and what was answered to it.
import { entryEvent } from "../../src/api/entry-event.ts";
import type { Entry } from "../../src/core/entries.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { EntryEvent } from "@koine/protocol";
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { Deed } from "./deed.ts";
import type { Line, Seen } from "./plain-room.ts";

const PAGE = 1_000;

/** What the store has of a room. */
export class Kept {
  readonly #store: Store;
  readonly room: string;
  readonly epoch: string;
  readonly entries: readonly EntryEvent[];

  private constructor(
    store: Store,
    room: string,
    epoch: string,
    entries: readonly EntryEvent[],
  ) {
    this.#store = store;
    this.room = room;
    this.epoch = epoch;
    this.entries = entries;
  }

  static async of(store: Store, room: string): Promise<Kept> {
    const { epoch, head } = await store.log.state(room);
    const entries: Entry[] = [];
    while (entries.length < head) {
      const from = { epoch, seq: entries.length };
      const more = await store.log.read(room, from, PAGE);
      if (more === "reset" || more.length === 0) break;
      entries.push(...more);
    }
    return new Kept(store, room, epoch, entries.map(entryEvent));
  }

  get head(): number {
    return this.entries.length;
  }

  /** As this person sees it. */
  async seenBy(id: string): Promise<Seen> {
    const { epoch, head: cursor } = this;
    const lines: Line[] = [];
    for (let before = cursor + 1; before > 1; before -= PAGE) {
      const page = await this.#store.log.page(this.room, before, PAGE, id);
      lines.unshift(...page.map(entryEvent).filter(isLine));
    }
    const record = await this.#store.rooms.byId(this.room);
    const { topic = "", title = "" } = record ?? {};
    return { epoch, cursor, topic, title, lines };
  }
}

const isLine = (entry: EntryEvent): entry is Line =>
  entry.ev === "said" || entry.ev === "topic" || entry.ev === "titled";

/** Each number once, each key once, and each entry somebody's deed. */
export function expectDeedsIn(kept: Kept, deeds: readonly Deed[]): void {
  const { entries, room } = kept;
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
  const found = Map.groupBy(entries, idOf);
  const here = deeds.filter((deed) => deed.room === room);
  const known = new Set(here.map(({ key }) => key));
  expect(entries.map(idOf).filter((id) => !known.has(id))).toEqual([]);
  for (const deed of here) {
    const own = found.get(deed.key) ?? [];
    const told = { deed, own };
    if (own.length > 1) expect.fail(`It is there twice: ${shown(told)}`);
    const [entry] = own;
    if (entry !== undefined && !isOf(entry, deed))
      expect.fail(`It is something else: ${shown(told)}`);
    if (deed.end.is === "refused" && entry !== undefined)
      expect.fail(`It was refused, and is there: ${shown(told)}`);
    if (deed.end.is === "open")
      expect.fail(`It was never answered: ${shown(told)}`);
    if (deed.end.is !== "kept") continue;
    const { seq = entry?.seq ?? 0 } = deed.end;
    const answered = entries[seq - 1];
    // What was done already by another entry is answered with that.
    if (answered === undefined || !isOf(answered, deed))
      expect.fail(`It was acknowledged, and is not there: ${shown(told)}`);
    if (entry !== undefined && entry.seq !== seq)
      expect.fail(`It was acknowledged as another: ${shown(told)}`);
  }
}

/** Where what somebody sees is not what it should be, with what has happened to that message. */
export function differences(
  seen: Seen,
  should: Seen,
  { entries }: Kept,
): readonly unknown[] {
  const { lines: had, ...about } = seen;
  const { lines, ...aboutIt } = should;
  const bySeq = new Map(had.map((line) => [line.seq, line]));
  const other = lines.filter(
    (line) => !isDeepStrictEqual(line, bySeq.get(line.seq)),
  );
  const known = new Set(lines.map(({ seq }) => seq));
  return [
    ...(isDeepStrictEqual(about, aboutIt) ? [] : [{ about, aboutIt }]),
    ...other.map((line) => ({
      had: bySeq.get(line.seq),
      should: line,
      later: entries.filter((entry) => "of" in entry && entry.of === line.seq),
    })),
    ...had.filter(({ seq }) => !known.has(seq)),
  ].slice(0, 5);
}

/** Topics and titles have no keys; their texts are as good. */
export function idOf(entry: EntryEvent): string {
  if (entry.ev === "topic" || entry.ev === "titled") return entry.text;
  return entry.key ?? "";
}

/** Whether the entry does what was done. The text is looked at in the end. */
function isOf(entry: EntryEvent, { act, by }: Deed): boolean {
  switch (act.do) {
    case "say":
      return (
        entry.ev === "said" && entry.name === by && entry.reply === act.reply
      );
    case "edit":
      return entry.ev === "edited" && entry.name === by && entry.of === act.seq;
    case "delete":
      return entry.ev === "deleted" && entry.of === act.seq;
    case "react":
      return (
        entry.ev === "reacted" &&
        entry.name === by &&
        entry.of === act.seq &&
        entry.reaction === act.reaction &&
        entry.on === act.on
      );
    case "topic":
      return entry.ev === "topic" && entry.name === by;
    case "title":
      return entry.ev === "titled" && entry.name === by;
  }
}

/** What is unread behind `read`: to a person, and as the server counts it for its list. */
export function unreadIn({ lines }: Seen, read: number, id: string) {
  const behind = lines.filter((line) => line.ev === "said" && line.seq > read);
  const others = behind.filter((line) => line.ev === "said" && line.by !== id);
  const there = others.filter((line) => line.ev === "said" && !line.gone);
  const mentions = there.filter(
    (line) =>
      line.ev === "said" &&
      line.mentions?.some((whom) => whom === id || whom === "room"),
  ).length;
  return {
    shown: { read, unread: there.length, mentions },
    // One's own and those that are gone count until they are read past.
    listed: { read, unread: behind.length, mentions },
  };
}

export const shown = (what: unknown): string => JSON.stringify(what);
