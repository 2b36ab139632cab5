// A room's log as the server keeps it: entries that are kept, and read as they are at that time.
import type { EntryEvent, Result, SaidEvent } from "@koine/protocol";
import { deleted, edited, joinResult, reacted, said } from "./entries.ts";

const people = ["ann", "bob", "cat"];
const emoji = ["🥕", "🧅"];

interface Kept {
  text: string;
  edited?: number;
  gone: boolean;
  /** Who has given which, in the order of giving. */
  readonly given: Map<string, Set<string>>;
}

export class FakeRoom {
  /** As they were when they were live. */
  readonly #entries: EntryEvent[] = [];
  readonly #messages = new Map<number, Kept>();

  get head(): number {
    return this.#entries.length;
  }

  /** Does something that the number stands for. */
  act(n: number): void {
    const by = people[n % 3] ?? "ann";
    const reaction = emoji[Math.floor(n / 3) % 2] ?? "🥕";
    const seq = this.head + 1;
    const open = [...this.#messages].filter(([, { gone }]) => !gone);
    const [of, message] = open[Math.floor(n / 6) % (open.length || 1)] ?? [];
    const kind = Math.floor(n / 48) % 12;
    if (of === undefined || message === undefined || kind < 2) {
      this.#entries.push(said(seq, by));
      const text = `text ${seq}`;
      this.#messages.set(seq, { text, gone: false, given: new Map() });
    } else if (kind === 2) {
      const text = `edit ${seq}`;
      this.#entries.push(edited(seq, of, text));
      message.text = text;
      message.edited = seq;
    } else if (kind === 3 && n % 4 === 0) {
      this.#entries.push(deleted(seq, of, by));
      message.gone = true;
    } else {
      const given = message.given.get(reaction) ?? new Set();
      const on = !given.has(by);
      if (on) given.add(by);
      else given.delete(by);
      if (given.size === 0) message.given.delete(reaction);
      else message.given.set(reaction, given);
      const count = given.size;
      this.#entries.push(reacted(seq, of, reaction, count, { by, on }));
    }
  }

  /** The next entries, as they were told when they were new. */
  live(after: number, count: number): readonly EntryEvent[] {
    return this.#entries.slice(after, after + count);
  }

  /** Everything after, as it reads now; without reactions, since all who missed it read the same. */
  missed(after: number): readonly EntryEvent[] {
    return this.#entries.slice(after).map((entry) => this.#now(entry));
  }

  history(before: number, limit: number, viewer: string): Result<"history"> {
    const last = Math.min(before - 1, this.head);
    const entries = this.#entries
      .slice(Math.max(0, last - limit), last)
      .map((entry) => this.#now(entry, viewer));
    return { epoch: "e1", first: 1, entries };
  }

  /** Its entries may be read a while after its head was. */
  join(last: number, viewer: string, late = 0): Result<"join"> {
    const head = Math.max(0, this.head - late);
    const { entries } = this.history(head + 1, last, viewer);
    return joinResult(head, last === 0 ? {} : { entries });
  }

  /** What is shown of the log from an entry on, as it is now. */
  shown(from: number, viewer: string): readonly EntryEvent[] {
    return this.#entries
      .slice(from - 1)
      .filter(({ ev }) => ev === "said")
      .map((entry) => this.#now(entry, viewer));
  }

  #now(entry: EntryEvent, viewer?: string): EntryEvent {
    if (entry.ev === "edited") {
      const message = this.#messages.get(entry.of);
      if (message?.gone) return { ...entry, text: "", gone: true };
      return { ...entry, text: message?.text ?? "" };
    }
    return entry.ev === "said" ? this.#said(entry, viewer) : entry;
  }

  #said(entry: SaidEvent, viewer?: string): SaidEvent {
    const message = this.#messages.get(entry.seq);
    if (message === undefined) return entry;
    if (message.gone) return { ...entry, text: "", gone: true };
    const reactions = [...message.given].map(([reaction, given]) => ({
      reaction,
      count: given.size,
      mine: given.has(viewer ?? ""),
    }));
    return {
      ...entry,
      text: message.text,
      ...(message.edited === undefined ? {} : { edited: message.edited }),
      ...(viewer === undefined || reactions.length === 0 ? {} : { reactions }),
    };
  }
}
