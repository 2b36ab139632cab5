// What was told to this person alone, or to everyone in the chat, and belongs to no conversation: a bounded list that a
// view shows until it is dismissed.
import type { Event } from "@koine/protocol";
import type { Platform } from "./platform.ts";

export type NoticeEvent = Extract<
  Event,
  { ev: "invited" | "answered" | "kicked" | "broadcast" }
>;

/** The event as it came, when it came by this client's clock, and what to dismiss it with. */
export type Notice = NoticeEvent & {
  readonly id: number;
  readonly at: number;
};

/** Older ones go. */
const MOST = 50;

export class Notices {
  readonly #platform: Platform;
  readonly #onChange: () => void;
  #all: readonly Notice[] = [];
  #id = 0;

  constructor(platform: Platform, onChange: () => void) {
    this.#platform = platform;
    this.#onChange = onChange;
  }

  /** Oldest first; the same array as long as nothing changes. */
  get all(): readonly Notice[] {
    return this.#all;
  }

  add(event: NoticeEvent): Notice {
    const notice = { ...event, id: ++this.#id, at: this.#platform.now() };
    // Whoever is invited to a room again is told once.
    const others = this.#all.filter(
      (each) =>
        each.ev !== "invited" ||
        notice.ev !== "invited" ||
        each.room !== notice.room,
    );
    this.#set([...others, notice].slice(-MOST));
    return notice;
  }

  /** Whether it was there. */
  dismiss(id: number): boolean {
    const rest = this.#all.filter((notice) => notice.id !== id);
    const wasThere = rest.length < this.#all.length;
    if (wasThere) this.#set(rest);
    return wasThere;
  }

  clear(): void {
    if (this.#all.length > 0) this.#set([]);
  }

  #set(all: readonly Notice[]): void {
    this.#all = all;
    this.#onChange();
  }
}
