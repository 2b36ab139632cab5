// Bounds how many requests of one connection are under way: past the bound its socket is not read.
import type { Conversation } from "./wire.ts";

export class Requests {
  readonly #most: number;
  readonly #setReading: (isReading: boolean) => void;
  #underWay = 0;
  #isLagging = false;
  #isReading = true;

  constructor(most: number, setReading: (isReading: boolean) => void) {
    this.#most = most;
    this.#setReading = setReading;
  }

  receive(conversation: Conversation, frame: string): void {
    this.#underWay++;
    this.#decide();
    void conversation.receive(frame).then(this.#done);
  }

  /** While a socket lags its requests are not read. */
  setLagging(isLagging: boolean): void {
    this.#isLagging = isLagging;
    this.#decide();
  }

  readonly #done = (): void => {
    this.#underWay--;
    this.#decide();
  };

  #decide(): void {
    const isReading = !this.#isLagging && this.#underWay < this.#most;
    if (isReading === this.#isReading) return;
    this.#isReading = isReading;
    this.#setReading(isReading);
  }
}
