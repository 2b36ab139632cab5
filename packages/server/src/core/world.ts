// Everyone in the chat as one audience: who arrived and departed, rooms made and gone, broadcasts. At once while few are
// here; when many are, arrivals and departures are told together, at most five times a second.
import { Frame } from "../lib/frame.ts";
import { TOGETHER_MS } from "./room/comings.ts";
import type { ChatNotice } from "./notices.ts";
import type { Encoder } from "./line.ts";
import type { Session } from "./session.ts";

/** Who is told of what not everyone is told. */
export type IsFor = (session: Session) => boolean;

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

  /** Tells everyone, or those whom it is for, behind the answer to whoever caused it. */
  tell(notice: ChatNotice, isFor?: IsFor): void {
    const isComing = notice.kind === "arrived" || notice.kind === "departed";
    if (isComing && (this.#held.length > 0 || this.#size > this.#big)) {
      this.#held.push(notice);
      this.#timer ??= setTimeout(() => this.#flush(), TOGETHER_MS);
    } else
      setImmediate(() => {
        if (this.#held.length > 0) this.#flush();
        this.#tell(notice, isFor);
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
      const told = held
        .map((notice) => ({ notice, frame: encoder.encode(notice, undefined) }))
        .filter((one): one is Told => one.frame !== null);
      if (told.length === 0) continue;
      const together = new Frame(told.map(({ frame }) => frame));
      const spared = sparedOf(told, encoder);
      for (const { id, ear } of sessions)
        if (ear?.line.isLagging === false)
          ear.line.send(spared.has(id) ? withoutOwn(told, id) : together, true);
    }
  }

  #tell(notice: ChatNotice, isFor?: IsFor): void {
    const canWait = this.#size > this.#big;
    for (const [encoder, sessions] of this.#sessions) {
      const frame = encoder.encode(notice, undefined);
      if (frame === null) continue;
      const spared = encoder.spares?.(notice, undefined)
        ? notice.origin
        : undefined;
      for (const session of sessions) {
        const { id, ear } = session;
        if (ear === undefined || (spared && id === spared)) continue;
        if (isFor !== undefined && !isFor(session)) continue;
        if (ear.line.isLagging) session.miss(notice);
        else ear.line.send(frame, canWait);
      }
    }
  }
}

interface Told {
  readonly notice: ChatNotice;
  readonly frame: Frame;
}

/** The sessions that caused some of it and are spared that. */
function sparedOf(
  told: readonly Told[],
  encoder: Encoder,
): ReadonlySet<string | undefined> {
  const spared = told.filter(({ notice }) =>
    encoder.spares?.(notice, undefined),
  );
  return new Set(spared.map(({ notice }) => notice.origin));
}

function withoutOwn(told: readonly Told[], session: string): Frame {
  const others = told.filter(({ notice }) => notice.origin !== session);
  return new Frame(others.map(({ frame }) => frame));
}
