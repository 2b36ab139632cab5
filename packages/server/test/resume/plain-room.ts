// A room as the simplest client may keep it: it takes over entry after entry and asks nothing, and a page's messages as
// they are. That this is enough is what is proven; so it is strict: the next entry is the next number.
import type { EntryEvent, Result, SaidEvent } from "@koine/protocol";
import { isDeepStrictEqual } from "node:util";
import type { Faults } from "./faults.ts";

/** What a person sees of a room. */
export interface Seen {
  readonly epoch: string;
  readonly cursor: number;
  readonly topic: string;
  readonly title: string;
  /** Messages as they are now, and the lines of topics and titles, in order. */
  readonly lines: readonly Line[];
}

export type Line = Extract<EntryEvent, { ev: "said" | "topic" | "titled" }>;

/** A message that a page had otherwise than it was known: as it was later than the entry `reached`, or that is a fault. */
export interface Ahead {
  readonly reached: number;
  readonly message: SaidEvent;
}

export class PlainRoom {
  readonly id: string;
  readonly ahead: Ahead[] = [];
  readonly #me: () => string;
  readonly #faults: Faults;
  #epoch = "";
  #cursor = 0;
  /** The farthest that the cursor has been. */
  #reached = 0;
  #topic = "";
  #title = "";
  /** All from here on up to the cursor is known. */
  #from = 1;
  #first = 1;
  readonly #lines = new Map<number, Line>();

  constructor(id: string, me: () => string, faults: Faults) {
    this.id = id;
    this.#me = me;
    this.#faults = faults;
  }

  get cursor(): { readonly epoch: string; readonly seq: number } {
    return { epoch: this.#epoch, seq: this.#cursor };
  }

  /** The oldest that is known; a page before it is wanted while there is one. */
  get from(): number {
    return this.#from;
  }

  get isWhole(): boolean {
    return this.#epoch !== "" && this.#from <= this.#first;
  }

  get seen(): Seen {
    const lines = [...this.#lines.values()].sort((a, b) => a.seq - b.seq);
    const seen = { topic: this.#topic, title: this.#title, lines };
    return { epoch: this.#epoch, cursor: this.#cursor, ...seen };
  }

  get messages(): SaidEvent[] {
    return [...this.#lines.values()].filter((line) => line.ev === "said");
  }

  /** Joined without a cursor. */
  startOver(joined: Result<"join">): void {
    const { entries = [], epoch, seq, first, topic, title } = joined;
    this.#epoch = epoch;
    this.#cursor = this.#reached = seq;
    this.#topic = topic;
    this.#title = title;
    this.#first = first;
    this.#from = entries[0]?.seq ?? seq + 1;
    this.#lines.clear();
    for (const entry of entries) this.#put(entry);
    if (this.#from + entries.length !== seq + 1)
      this.#faults.found("The newest entries are not up to the head.", joined);
  }

  /** Joined with a cursor: what follows goes on there. */
  goOn(since: number, { epoch, seq }: Result<"join">): void {
    if (epoch !== this.#epoch || seq < since)
      this.#faults.found("It was resumed in another log.", { since, epoch });
    this.#cursor = since;
  }

  take(entry: EntryEvent): void {
    const { seq } = entry;
    if (seq !== this.#cursor + 1) {
      const what = seq > this.#cursor ? "a hole" : "a repeat";
      this.#faults.found(`There is ${what} behind ${this.#cursor}.`, entry);
      return;
    }
    this.#cursor = seq;
    this.#reached = Math.max(this.#reached, seq);
    switch (entry.ev) {
      case "topic":
        this.#topic = entry.text;
        return this.#put(entry);
      case "titled":
        this.#title = entry.text;
        return this.#put(entry);
      case "said":
        return this.#put(entry);
      default:
        this.#change(entry);
    }
  }

  /** A page: of older entries, or of those that are known already as they are now. */
  page({ entries, first, epoch }: Result<"history">): void {
    if (epoch !== this.#epoch) return;
    if (entries.some(({ seq }, at) => seq !== (entries[0]?.seq ?? 0) + at))
      this.#faults.found("A page has a hole.", entries);
    // It may be ahead of what has come by itself.
    const known = entries.filter(({ seq }) => seq <= this.#cursor);
    if ((known.at(-1)?.seq ?? 0) < this.#from - 1) return;
    for (const entry of known) {
      this.#compare(entry);
      this.#put(entry);
    }
    this.#first = first;
    this.#from = Math.min(this.#from, known[0]?.seq ?? this.#from);
  }

  #compare(message: EntryEvent): void {
    const was = this.#lines.get(message.seq);
    if (message.ev !== "said" || was?.ev !== "said") return;
    if (!isDeepStrictEqual(was, message))
      this.ahead.push({ reached: this.#reached, message });
  }

  #put(entry: EntryEvent): void {
    if (entry.ev !== "said" && entry.ev !== "topic" && entry.ev !== "titled")
      return;
    this.#lines.set(entry.seq, entry);
  }

  #change(
    entry: Extract<EntryEvent, { ev: "edited" | "deleted" | "reacted" }>,
  ): void {
    const message = this.#lines.get(entry.of);
    if (message?.ev !== "said" || message.gone) return;
    this.#lines.set(entry.of, changed(message, entry, this.#me()));
  }
}

function changed(
  message: SaidEvent,
  entry: Extract<EntryEvent, { ev: "edited" | "deleted" | "reacted" }>,
  me: string,
): SaidEvent {
  const { edited: _, mentions: __, reactions = [], ...bare } = message;
  if (entry.ev === "deleted" || (entry.ev === "edited" && entry.gone)) {
    return { ...bare, text: "", gone: true };
  }
  if (entry.ev === "edited") {
    const { text, mentions, seq: edited } = entry;
    const given = reactions.length === 0 ? {} : { reactions };
    const whom = mentions === undefined ? {} : { mentions };
    return { ...bare, text, edited, ...whom, ...given };
  }
  const { reaction, count, on } = entry;
  const was = reactions.find((one) => one.reaction === reaction);
  const mine = entry.by === me ? on : (was?.mine ?? false);
  const one = { reaction, count, mine };
  const isFirst = was === undefined || (on && count === 1);
  const next = isFirst
    ? [...reactions.filter((other) => other !== was), one]
    : reactions.map((other) => (other === was ? one : other));
  const left = next.filter((each) => each.count > 0);
  const { reactions: ___, ...rest } = message;
  return left.length === 0 ? rest : { ...rest, reactions: left };
}
