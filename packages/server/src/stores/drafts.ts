// What becomes of a draft in the log: the entry, with its place. Used by every store's log.
import type { Draft, Entry, Mention, RoomId } from "../core/entries.ts";

/** Where and when the log has it. */
export interface Place {
  readonly seq: number;
  readonly at: number;
  /** Of a reaction: how many have given it, this one counted in. */
  readonly count?: number;
}

/** The entry as it is kept: without what is live of it. */
export function keptOf(
  room: RoomId,
  draft: Draft,
  { seq, at, count = 0 }: Place,
): Entry {
  const { by, name, key } = draft;
  if (draft.kind === "said") {
    // What is made for every message is made in one piece.
    const { kind, text, reply } = draft;
    const mentions = mentionsIn(draft);
    return { room, seq, at, kind, by, name, text, key, reply, mentions };
  }
  const place = { room, seq, at, by, name, key };
  switch (draft.kind) {
    case "edited": {
      const { kind, of, text } = draft;
      return { ...place, kind, of, text, mentions: mentionsIn(draft) };
    }
    case "deleted":
      return { ...place, kind: draft.kind, of: draft.of };
    case "reacted": {
      const { kind, of, reaction, isOn } = draft;
      return { ...place, kind, of, reaction, isOn, count };
    }
    case "topic":
    case "titled":
      return { ...place, kind: draft.kind, text: draft.text };
  }
}

/** Undefined when there are none. */
export function mentionsIn({
  mentions,
}: {
  readonly mentions?: readonly Mention[] | undefined;
}): readonly Mention[] | undefined {
  return mentions === undefined || mentions.length === 0 ? undefined : mentions;
}
