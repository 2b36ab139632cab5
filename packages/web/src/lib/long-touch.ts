// A long touch: a finger, or a pen, that stays where it is for a while. The mouse has other ways.

/** In milliseconds and pixels. */
const long = 450;
const still = 10;

/** Of a PointerEvent. */
interface Touch {
  readonly clientX: number;
  readonly clientY: number;
  readonly pointerType: string;
}

export class LongTouch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #from = { x: 0, y: 0 };

  /** A finger is down, and it is not known yet what it wants. */
  get isUnderWay(): boolean {
    return this.#timer !== undefined;
  }

  /** `act` is called while the finger is still down. */
  begin({ pointerType, clientX: x, clientY: y }: Touch, act: () => void): void {
    this.end();
    if (pointerType === "mouse") return;
    this.#from = { x, y };
    this.#timer = setTimeout(act, long);
  }

  move({ clientX: x, clientY: y }: Touch): void {
    const { x: fromX, y: fromY } = this.#from;
    if (Math.hypot(x - fromX, y - fromY) > still) this.end();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
