// Where one may not say anything: in rooms, or everywhere. Known from the answers to hello and join, from notices and from
// refusals, for as long as it lasts.
import type { Cancel, Platform } from "./platform.ts";
import type { Muted } from "./state.ts";

/** Timers take no longer time, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** After a refusal that does not say until when, it is tried again. */
const AGAIN = 60_000;

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

  /** What an answer to `hello`, or to the `join` of a room, says of it. */
  told(muted: Muted | undefined, room = EVERYWHERE): void {
    if (muted === undefined) this.lift(room);
    else this.set(room, muted);
  }

  /** What one has said in a room was refused: this clock is ahead of the server's, and more is not known. */
  refused(room: string, reason: string): void {
    if ((this.in(room) ?? this.everywhere) === undefined)
      this.set(room, { reason }, this.#platform.now() + AGAIN);
  }

  /** Until `end`, by this clock. */
  set(
    room: string | undefined = EVERYWHERE,
    muted: Muted,
    end = muted.until,
  ): void {
    this.#all.get(room)?.end?.();
    this.#watch(room, muted, end);
    this.#onChange(room);
  }

  #watch(room: string, muted: Muted, until: number | undefined): void {
    const left = Math.max(0, (until ?? 0) - this.#platform.now());
    const end =
      until === undefined
        ? undefined
        : this.#platform.after(Math.min(left, LONGEST), () =>
            left > LONGEST ? this.#watch(room, muted, until) : this.lift(room),
          );
    this.#all.set(room, { muted, end });
  }

  lift(room = EVERYWHERE): void {
    this.#all.get(room)?.end?.();
    if (this.#all.delete(room)) this.#onChange(room);
  }

  /** Nothing that was known is so any more. */
  clear(): void {
    for (const room of this.#all.keys()) this.lift(room);
  }
}
