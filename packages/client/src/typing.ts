// Who is writing in a room: for a while, or until he has said it.
import type { Cancel, Platform } from "./platform.ts";
import type { Person } from "./state.ts";

/** So long someone is shown, in milliseconds. */
const SHOWN = 5_000;
/** More are not shown. */
const MOST = 50;

export class Typing {
  readonly #platform: Platform;
  readonly #onChange: () => void;
  readonly #writers = new Map<
    string,
    { readonly person: Person; readonly end: Cancel }
  >();
  #all: readonly Person[] = [];

  constructor(platform: Platform, onChange: () => void) {
    this.#platform = platform;
    this.#onChange = onChange;
  }

  /** Whoever began first, first; the same array as long as nothing changes. */
  get all(): readonly Person[] {
    return this.#all;
  }

  began(person: Person): void {
    const before = this.#writers.get(person.id);
    if (before === undefined && this.#writers.size >= MOST) return;
    before?.end();
    const end = this.#platform.after(SHOWN, () => this.ended(person.id));
    this.#writers.set(person.id, { person, end });
    if (before?.person.name !== person.name) this.#changed();
  }

  ended(id: string): void {
    this.#writers.get(id)?.end();
    if (this.#writers.delete(id)) this.#changed();
  }

  clear(): void {
    for (const id of this.#writers.keys()) this.ended(id);
  }

  #changed(): void {
    this.#all = Array.from(this.#writers.values(), ({ person }) => person);
    this.#onChange();
  }
}
