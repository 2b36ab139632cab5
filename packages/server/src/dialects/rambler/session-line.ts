// The line of one session of a connection: a connection that logs in or out has one session after another.
import type { Line } from "../../core/line.ts";
import type { Frame } from "../../lib/frame.ts";
import type { Wire } from "../../wires/wire.ts";

export class SessionLine implements Line {
  onLag: (() => void) | undefined;
  readonly #wire: Wire;
  #isMute = false;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get isLagging(): boolean {
    return this.#wire.isLagging;
  }

  /** What is sent from here on goes nowhere. */
  mute(): void {
    this.#isMute = true;
  }

  send(frame: Frame): void {
    if (!this.#isMute) this.#wire.send(frame);
  }

  sendAlone(frame: Frame): void {
    if (!this.#isMute) this.#wire.sendAlone(frame);
  }

  drained(): Promise<void> {
    return this.#wire.drained();
  }
}
