// Where one may not say anything: in rooms, or everywhere. Known from notices and refusals, for as long as it lasts.
import type { Cancel, Platform } from "./platform.ts";
import type { Muted } from "./state.ts";

/** Timers take no longer time, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** The room that stands for everywhere. */
const EVERYWHERE = "";

export class Mutes {
  readonly #platform: Platform;
  readonly #onChange: (room: string) => void;
  readonly #all = new Map<
    string,
    { readonly muted: Muted; readonly end: Cancel | undefined }
  >();

  constructor(platform: Platform, onChange: (room: string) => void) {
    this.#platform = platform;
    this.#onChange = onChange;
  }

  get everywhere(): Muted | undefined {
    return this.in(EVERYWHERE);
  }

  in(room: string): Muted | undefined {
    return this.#all.get(room)?.muted;
  }

  /** What one has said in a room was refused: why is not known more exactly. */
  refused(room: string, reason: string): void {
    if ((this.in(room) ?? this.everywhere) === undefined)
      this.set(room, { reason });
  }

  set(room: string | undefined = EVERYWHERE, muted: Muted): void {
    this.#all.get(room)?.end?.();
    this.#all.set(room, { muted, end: this.#endOf(room, muted) });
    this.#onChange(room);
  }

  #endOf(room: string, { until }: Muted): Cancel | undefined {
    if (until === undefined) return undefined;
    const left = until - this.#platform.now();
    return left > LONGEST
      ? undefined
      : this.#platform.after(Math.max(0, left), () => this.lift(room));
  }

  lift(room = EVERYWHERE): void {
    this.#all.get(room)?.end?.();
    if (this.#all.delete(room)) this.#onChange(room);
  }

  /** A new session: what was lifted meanwhile was not told. */
  clear(): void {
    for (const room of this.#all.keys()) this.lift(room);
  }
}
