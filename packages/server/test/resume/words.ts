// Every text has a word of its own. Whatever a client is sent is searched for words that it may not have any more: those
// of a message after its deletion, and those that were corrected.
import type { EntryEvent } from "@koine/protocol";
import type { Deed } from "./deed.ts";
import type { Faults } from "./faults.ts";

interface Word {
  readonly word: string;
  readonly deed: Deed;
  /** Of the entry that has it, once that is known. */
  seq: number | undefined;
  /** Since when it was known that a later edit is kept. */
  correctedAt: number;
  isRefused: boolean;
}

interface About {
  readonly words: Word[];
  newestEdit: number;
  /** Since when it was known that it is gone. */
  goneAt: number;
}

const WORD = /zq[a-z]{10}/g;

/** What one client has heard of. */
export class Heard {
  /** Messages that are gone, as `room seq`. */
  readonly gone = new Set<string>();
}

export class Words {
  readonly #faults: Faults;
  readonly #byWord = new Map<string, Word>();
  readonly #byKey = new Map<string, Word>();
  readonly #messages = new Map<string, About>();
  #now = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** A moment: the later one is the greater. */
  now(): number {
    return ++this.#now;
  }

  begun(deed: Deed): void {
    const { act, key, room } = deed;
    if (act.do !== "say" && act.do !== "edit") return;
    const [word = ""] = act.text.match(WORD) ?? [];
    const one: Word = {
      word,
      deed,
      seq: undefined,
      correctedAt: Infinity,
      isRefused: false,
    };
    this.#byWord.set(word, one);
    this.#byKey.set(key, one);
    if (act.do === "edit") this.#about(room, act.seq).words.push(one);
  }

  /** Its answer has come. */
  kept({ room, key, act }: Deed, seq: number): void {
    if (act.do === "delete") this.#gone(room, act.seq);
    const one = this.#byKey.get(key);
    if (one !== undefined) this.#learn(one, seq);
  }

  refused({ key }: Deed): void {
    const one = this.#byKey.get(key);
    if (one === undefined) return;
    one.isRefused = true;
    if (one.seq !== undefined)
      this.#faults.found("It was refused, and is there.", one.deed);
  }

  /** It was taken back, and may be there all the same. */
  mayBe({ key }: Deed): void {
    const one = this.#byKey.get(key);
    if (one !== undefined) one.isRefused = false;
  }

  /** Those that nobody may have: of messages that are gone. What was refused was in none. */
  get gone(): string[] {
    return [...this.#messages.values()]
      .filter(({ goneAt }) => goneAt < Infinity)
      .flatMap(({ words }) => words.filter(({ isRefused }) => !isRefused))
      .map(({ word }) => word);
  }

  /**
   * Looks at a frame that a client was sent. `askedAt`: when the request went out that it answers, or the connection was
   * opened on which it came unasked. `isOfVersions`: it may have what was corrected.
   */
  look(
    frame: string,
    entries: readonly EntryEvent[],
    heard: Heard,
    { askedAt = 0, isOfVersions = false },
  ): void {
    for (const entry of entries) this.#hear(entry, heard);
    for (const [word] of frame.matchAll(WORD)) {
      const one = this.#byWord.get(word);
      if (one === undefined) continue;
      const fault = this.#faultOf(one, heard, askedAt, isOfVersions);
      if (fault !== undefined) this.#faults.found(fault, { word, frame });
    }
  }

  #faultOf(
    one: Word,
    heard: Heard,
    askedAt: number,
    isOfVersions: boolean,
  ): string | undefined {
    const { room, act } = one.deed;
    if (one.isRefused) return "A word that was refused was sent.";
    const seq = act.do === "edit" ? act.seq : one.seq;
    if (seq === undefined) return undefined;
    if (heard.gone.has(`${room} ${seq}`))
      return "A word was sent to who had heard of its deletion.";
    if (askedAt > this.#about(room, seq).goneAt)
      return "A word was asked for after its deletion, and sent.";
    if (!isOfVersions && askedAt > one.correctedAt)
      return "A word was asked for after its correction, and sent.";
    return undefined;
  }

  #hear(entry: EntryEvent, heard: Heard): void {
    const { room, seq, key } = entry;
    if (entry.ev === "deleted") {
      this.#gone(room, entry.of);
      heard.gone.add(`${room} ${entry.of}`);
    }
    if (entry.ev === "said" && entry.gone) {
      this.#gone(room, seq);
      heard.gone.add(`${room} ${seq}`);
    }
    if (entry.ev !== "said" && entry.ev !== "edited") return;
    const one = key === undefined ? undefined : this.#byKey.get(key);
    if (one !== undefined) this.#learn(one, seq);
  }

  #gone(room: string, seq: number): void {
    const about = this.#about(room, seq);
    if (about.goneAt === Infinity) about.goneAt = this.now();
  }

  #learn(one: Word, seq: number): void {
    if (one.seq !== undefined) {
      if (one.seq !== seq)
        this.#faults.found(`It is there twice, also as ${seq}.`, one);
      return;
    }
    one.seq = seq;
    const { room, act } = one.deed;
    const about = this.#about(room, act.do === "edit" ? act.seq : seq);
    if (act.do === "say") about.words.push(one);
    about.newestEdit = Math.max(about.newestEdit, seq);
    for (const each of about.words) {
      const isOlder = (each.seq ?? Infinity) < about.newestEdit;
      if (isOlder && each.correctedAt === Infinity)
        each.correctedAt = this.now();
    }
  }

  #about(room: string, seq: number): About {
    const name = `${room} ${seq}`;
    let about = this.#messages.get(name);
    if (about === undefined) {
      about = { words: [], newestEdit: 0, goneAt: Infinity };
      this.#messages.set(name, about);
    }
    return about;
  }
}
