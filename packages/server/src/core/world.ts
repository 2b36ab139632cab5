// Everyone in the chat as one audience: who arrived and departed, rooms made and gone, broadcasts. At once while few are
// here; when many are, arrivals and departures are told together, at most five times a second.
import { Frame } from "../lib/frame.ts";
import { TOGETHER_MS } from "./comings.ts";
import type { ChatNotice } from "./entries.ts";
import type { Encoder } from "./line.ts";
import type { Session } from "./session.ts";

export class World {
  readonly #big: number;
  readonly #sessions = new Map<Encoder, Set<Session>>();
  #size = 0;
  #held: ChatNotice[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `big`: sessions above which arrivals and departures are told together. */
  constructor(big: number) {
    this.#big = big;
  }

  add(session: Session): void {
    const encoder = session.ear?.encoder;
    if (encoder === undefined) return;
    let sessions = this.#sessions.get(encoder);
    if (sessions === undefined)
      this.#sessions.set(encoder, (sessions = new Set()));
    sessions.add(session);
    this.#size++;
  }

  remove(session: Session): void {
    const encoder = session.ear?.encoder;
    const sessions = encoder && this.#sessions.get(encoder);
    if (sessions?.delete(session) !== true) return;
    this.#size--;
    if (encoder && sessions.size === 0) this.#sessions.delete(encoder);
  }

  /** Tells everyone, behind the answer to whoever caused it. */
  tell(notice: ChatNotice): void {
    const isComing = notice.kind === "arrived" || notice.kind === "departed";
    if (isComing && (this.#held.length > 0 || this.#size > this.#big)) {
      this.#held.push(notice);
      this.#timer ??= setTimeout(() => this.#flush(), TOGETHER_MS);
    } else
      setImmediate(() => {
        if (this.#held.length > 0) this.#flush();
        this.#tell(notice);
      });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#held = [];
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = this.#held;
    this.#held = [];
    for (const [encoder, sessions] of this.#sessions) {
      const frames = held
        .map((notice) => encoder.encode(notice, undefined))
        .filter((frame) => frame !== null);
      if (frames.length === 0) continue;
      const together = new Frame(frames);
      for (const { ear } of sessions)
        if (ear?.line.isLagging === false) ear.line.send(together);
    }
  }

  #tell(notice: ChatNotice): void {
    for (const [encoder, sessions] of this.#sessions) {
      const frame = encoder.encode(notice, undefined);
      if (frame === null) continue;
      const spared = encoder.spares?.(notice, undefined)
        ? notice.origin
        : undefined;
      for (const { id, ear } of sessions)
        if (ear?.line.isLagging === false && (!spared || id !== spared))
          ear.line.send(frame);
    }
  }
}
