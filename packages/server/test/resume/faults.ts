// What broke the promise: the first fault ends the test.
export class Faults {
  readonly #first = Promise.withResolvers<never>();

  constructor() {
    this.#first.promise.catch(() => undefined);
  }

  /** Rejects with the first one. */
  get first(): Promise<never> {
    return this.#first.promise;
  }

  found(what: string, where?: unknown): void {
    const shown = where === undefined ? "" : `\n${JSON.stringify(where)}`;
    this.#first.reject(new Error(`${what}${shown}`.slice(0, 4_000)));
  }

  /** Whatever a part of the test ends with. */
  thrown(error: unknown): void {
    this.#first.reject(error);
  }
}
