// Everything that goes over one connection of a client, looked at for words that it may not be sent any more.
import type { EntryEvent, Result, VerbName } from "@koine/protocol";
import type { Heard, Words } from "./words.ts";

/** What the server sends. */
export interface Told {
  readonly re?: number;
  readonly ok?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  readonly ev?: string;
}

export class Watch {
  readonly #words: Words;
  readonly #heard: Heard;
  readonly #openedAt: number;
  readonly #asked = new Map<number, { at: number; verb: string }>();

  constructor(words: Words, heard: Heard) {
    this.#words = words;
    this.#heard = heard;
    this.#openedAt = words.now();
  }

  sent(frame: string): void {
    const { id, do: verb } = JSON.parse(frame) as { id: number; do: VerbName };
    this.#asked.set(id, { at: this.#words.now(), verb });
  }

  came(frame: string): Told {
    const told = JSON.parse(frame) as Told;
    const asked = this.#asked.get(told.re ?? 0);
    this.#words.look(frame, entriesIn(told), this.#heard, {
      askedAt: asked?.at ?? this.#openedAt,
      isOfVersions: asked?.verb === "versions",
    });
    return told;
  }
}

export function isEntry(told: object): told is EntryEvent {
  return "ev" in told && "seq" in told && "at" in told;
}

function entriesIn(told: Told): readonly EntryEvent[] {
  if (isEntry(told)) return [told];
  const { entries } = (told.ok ?? {}) as Partial<Result<"history">>;
  return entries ?? [];
}
