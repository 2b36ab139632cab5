// The line of one session of a connection, which may have several, one after the other. It can be held, so that what a
// client is answered goes ahead of what happens meanwhile.
import type { Line } from "../core/line.ts";
import type { Frame } from "../lib/frame.ts";
import type { Wire } from "../wires/wire.ts";

/** So many frames are held; then it lags, and its rooms are read on from their logs. */
const HELD_MOST = 1_000;

export class SessionLine implements Line {
  onLag: (() => void) | undefined;
  readonly #wire: Pick<Wire, "send" | "sendAlone" | "drained" | "isLagging">;
  #held: (() => void)[] | undefined;
  #released = Promise.withResolvers<undefined>();
  #isMute = false;

  constructor(
    wire: Pick<Wire, "send" | "sendAlone" | "drained" | "isLagging">,
  ) {
    this.#wire = wire;
  }

  get isLagging(): boolean {
    return this.#wire.isLagging || (this.#held?.length ?? 0) >= HELD_MOST;
  }

  send(frame: Frame, canWait?: boolean): void {
    this.#sendOrHold(() => this.#wire.send(frame, canWait));
  }

  sendAlone(frame: Frame): void {
    this.#sendOrHold(() => this.#wire.sendAlone(frame));
  }

  async drained(): Promise<void> {
    if (this.#held !== undefined) await this.#released.promise;
    await this.#wire.drained();
  }

  /** From now on what is sent waits. */
  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const send of held) send();
    this.#released.resolve(undefined);
    this.#released = Promise.withResolvers();
  }

  /** Its session is over for the client: nothing more is sent, and what ends the session does not end the connection. */
  mute(): void {
    this.#isMute = true;
  }

  get isMute(): boolean {
    return this.#isMute;
  }

  #sendOrHold(send: () => void): void {
    if (this.#isMute) return;
    if (this.#held === undefined) return send();
    this.#held.push(send);
    if (this.#held.length === HELD_MOST) this.onLag?.();
  }
}
