// A line without a socket, for tests of the core: it remembers what was sent, and lags when the test says so.
import type { Entry, EntryOf } from "../../src/core/entries.ts";
import type { Notice } from "../../src/core/notices.ts";
import type { Encoder, Line } from "../../src/core/line.ts";
import { Frame } from "../../src/lib/frame.ts";

const shown = new WeakMap<Frame, Entry | Notice>();

/** Frames of it are only read by a FakeLine. */
export const plain: Encoder = {
  encode(what) {
    if (ofTheWorld.has(what.kind)) return null;
    const frame = new Frame("");
    shown.set(frame, isEntry(what) ? kept(what) : what);
    return frame;
  },
};

const ofTheWorld = new Set([
  "arrived",
  "departed",
  "called",
  "made",
  "gone",
  "access",
]);

/** An entry as it is read back: without what its live form has besides. */
export function kept<E extends Entry>(entry: E): E {
  const { extra: _extra, origin: _origin, byAccount: _, ...rest } = entry;
  return rest as E;
}

function isEntry(what: Entry | Notice): what is Entry {
  return "seq" in what && what.kind !== "read";
}

export class FakeLine implements Line {
  readonly heard: (Entry | Notice)[] = [];
  /** Of that, what could wait. */
  readonly unhurried: (Entry | Notice)[] = [];
  onLag: (() => void) | undefined;
  #lagging: PromiseWithResolvers<undefined> | undefined;
  readonly #watching = new Set<() => void>();

  send(frame: Frame, canWait = false): void {
    if (!Buffer.isBuffer(frame.content)) {
      for (const one of frame.content) this.send(one, canWait);
      return;
    }
    const what = shown.get(frame);
    if (what === undefined)
      throw new Error("This frame is of no plain encoder.");
    this.heard.push(what);
    if (canWait) this.unhurried.push(what);
    for (const look of this.#watching) look();
  }

  sendAlone(frame: Frame): void {
    this.send(frame);
  }

  get isLagging(): boolean {
    return this.#lagging !== undefined;
  }

  drained(): Promise<void> {
    return this.#lagging?.promise ?? Promise.resolve();
  }

  /** From now on it takes nothing. */
  lag(): void {
    this.#lagging ??= Promise.withResolvers();
    this.onLag?.();
  }

  drain(): void {
    this.#lagging?.resolve(undefined);
    this.#lagging = undefined;
  }

  /** Resolves when what was heard is as asked; looked at whenever something is heard. */
  until(isSo: (line: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo(this)) return;
        this.#watching.delete(look);
        resolve();
      };
      this.#watching.add(look);
      look();
    });
  }

  /** Entries of every kind. */
  get entries(): Entry[] {
    return this.heard.filter(isEntry);
  }

  get said(): EntryOf<"said">[] {
    return this.heard.filter((what) => what.kind === "said");
  }

  get texts(): string[] {
    return this.said.map(({ text }) => text);
  }

  get seqs(): number[] {
    return this.said.map(({ seq }) => seq);
  }

  /** Notices and entries, short: `ann: hi`, `joined bob`, `renamed ann bob`. */
  get story(): string[] {
    return this.heard.map((what) => {
      switch (what.kind) {
        case "said":
          return `${what.name}: ${what.text}`;
        case "joined":
        case "left":
          return `${what.kind} ${what.members.map(({ name }) => name).join(" ")}`;
        case "renamed":
          return `renamed ${what.was} ${what.name}`;
        case "members":
          return `members ${(what.members ?? []).map(({ name }) => name).join(" ")}`;
        default:
          return what.kind;
      }
    });
  }
}
