// Whether the packets of a polling client are taken now; its requests wait while they are not.

/** So many requests of one client wait at once. */
const WAITING_MOST = 16;

export class Reading {
  #paused: PromiseWithResolvers<void> | undefined;
  #waiting = 0;
  #hasEnded = false;

  set(isReading: boolean): void {
    if (!isReading && !this.#hasEnded) this.#paused ??= Promise.withResolvers();
    else this.#resume();
  }

  get isOpen(): boolean {
    return this.#paused === undefined;
  }

  get isFull(): boolean {
    return this.#waiting >= WAITING_MOST;
  }

  /** Resolves when packets are taken, or the connection is gone: whether it is still there. */
  async wait(): Promise<boolean> {
    this.#waiting++;
    await this.#paused?.promise;
    this.#waiting--;
    return !this.#hasEnded;
  }

  end(): void {
    this.#hasEnded = true;
    this.#resume();
  }

  #resume(): void {
    this.#paused?.resolve();
    this.#paused = undefined;
  }
}
