// What a draft is on its way to the writer: a text, and what a plain message has not. Used by the log.
import type { Draft } from "../../core/entries.ts";
import { mentionsIn } from "../drafts.ts";
import type { More } from "./calls.ts";

/** What the column `text` holds. */
export function textOf(draft: Draft): string {
  if (draft.kind === "deleted") return "";
  return draft.kind === "reacted" ? draft.reaction : draft.text;
}

/** Undefined for a plain message. */
export function moreOf(draft: Draft): More | undefined {
  switch (draft.kind) {
    case "said": {
      const mentions = mentionsIn(draft);
      if (draft.reply === undefined && mentions === undefined) return undefined;
      return { of: draft.reply, mentions };
    }
    case "edited":
      return { of: draft.of, mentions: mentionsIn(draft) };
    case "deleted":
      return { of: draft.of };
    case "reacted":
      return { of: draft.of, isOn: draft.isOn };
    case "topic":
      return {};
    case "titled":
      return { folded: draft.folded };
  }
}
