// A reader as every client is one: begins with a page and goes on with the entries after it. Used by changes.ts.
import { assert } from "vitest";
import type { Entry, EntryOf, IdentityId } from "../../../src/core/entries.ts";
import type { Seen } from "./naive-chat.ts";

export class NaiveReader {
  readonly viewer: IdentityId;
  readonly #messages = new Map<number, Seen>();
  seq = 0;

  constructor(viewer: IdentityId, page: readonly Entry[]) {
    this.viewer = viewer;
    for (const entry of page) {
      if (entry.kind === "said") this.#said(entry);
      this.seq = entry.seq;
    }
  }

  messages(): ReadonlyMap<number, Seen> {
    return this.#messages;
  }

  replay(entries: readonly Entry[]): void {
    for (const entry of entries) {
      assert(entry.seq === this.seq + 1, "an entry is missing");
      this.seq = entry.seq;
      if (entry.kind === "said") this.#said(entry);
      else if (entry.kind === "edited") this.#edited(entry);
      else if (entry.kind === "deleted") this.#gone(entry.of);
      else if (entry.kind === "reacted") this.#reacted(entry);
    }
  }

  #said({
    seq,
    text,
    mentions,
    edited,
    isGone,
    reactions = [],
  }: EntryOf<"said">): void {
    const message = { text, mentions, edited, isGone: isGone === true };
    this.#messages.set(seq, { ...message, reactions });
  }

  #edited({ of, seq, text, mentions, isGone }: EntryOf<"edited">): void {
    const message = this.#messages.get(of);
    if (isGone === true) this.#gone(of);
    else if (message?.isGone === false)
      this.#messages.set(of, { ...message, text, mentions, edited: seq });
  }

  #gone(of: number): void {
    const message = { text: "", mentions: undefined, edited: undefined };
    this.#messages.set(of, { ...message, isGone: true, reactions: [] });
  }

  #reacted({ of, reaction, count, by, isOn }: EntryOf<"reacted">): void {
    const message = this.#messages.get(of);
    if (message === undefined || message.isGone) return;
    const known = message.reactions.find((one) => one.reaction === reaction);
    const isMine = by === this.viewer ? isOn : (known?.isMine ?? false);
    const now = { reaction, count, isMine };
    const others = message.reactions.filter((one) => one !== known);
    const reactions =
      known === undefined
        ? [...others, now]
        : message.reactions.map((one) => (one === known ? now : one));
    this.#messages.set(of, {
      ...message,
      reactions: count === 0 ? others : reactions,
    });
  }
}
