// What a session was not told while its line lagged: a few notices wait for it, of the others it learns that there were some.
import type { ChatNotice, PersonalNotice } from "./notices.ts";

/** What one session is told, beside what happens in its rooms. */
export type OwnNotice =
  PersonalNotice | Extract<ChatNotice, { kind: "broadcast" }>;

/** So many wait for one session; of more the oldest goes, and counts as missed. */
const MOST = 50;

export class Missed {
  #waiting: OwnNotice[] = [];
  #hasMissed = false;

  /** What nobody can ask for later waits. */
  add(notice: PersonalNotice | ChatNotice): void {
    switch (notice.kind) {
      case "kicked":
      case "withdrew":
      case "direct":
      case "invited":
      case "answered":
      case "broadcast":
        this.#waiting.push(notice);
        if (this.#waiting.length <= MOST) return;
        this.#waiting.shift();
        break;
      default:
    }
    this.#hasMissed = true;
  }

  /** Something that can be asked for went by. */
  miss(): void {
    this.#hasMissed = true;
  }

  /** What waits, oldest first; from then on nothing does. */
  takeWaiting(): readonly OwnNotice[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  /** Whether something was missed since this was asked last. */
  takeMissed(): boolean {
    const hasMissed = this.#hasMissed;
    this.#hasMissed = false;
    return hasMissed;
  }
}
