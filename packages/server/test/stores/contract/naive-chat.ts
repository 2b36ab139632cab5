// A room as simple as can be: what a log must answer, worked out from lists. Used by changes.ts.
import type { Draft, IdentityId, Mention } from "../../../src/core/entries.ts";

export type Outcome =
  | { readonly code: string }
  | {
      readonly seq: number;
      readonly repeated: boolean;
      readonly count?: number;
    };

interface Message {
  readonly by: string;
  /** The first one, and the edits. */
  texts: { readonly seq: number; readonly text: string }[];
  mentions: readonly Mention[] | undefined;
  isGone: boolean;
  given: { readonly reaction: string; readonly by: string; seq: number }[];
  /** Of reactions, in their order. */
  kinds: string[];
}

/** A message as a reader has it. */
export interface Seen {
  readonly text: string;
  readonly mentions: readonly Mention[] | undefined;
  readonly edited: number | undefined;
  readonly isGone: boolean;
  readonly reactions: readonly {
    readonly reaction: string;
    readonly count: number;
    readonly isMine: boolean;
  }[];
}

export class NaiveChat {
  readonly #drafts: (Draft & { readonly count?: number })[] = [];
  readonly #messages = new Map<number, Message>();
  readonly goneWords: string[] = [];
  topic = "";

  take(draft: Draft): Outcome {
    const { by, key } = draft;
    const repeated = (index: number): Outcome => {
      const { count } = this.#drafts[index] ?? {};
      const seq = index + 1;
      return { seq, repeated: true, ...(count !== undefined && { count }) };
    };
    const first = this.#drafts.findIndex(
      (one) => key !== undefined && one.by === by && one.key === key,
    );
    if (first !== -1) return repeated(first);
    const seq = this.#drafts.length + 1;
    const outcome = this.#change(draft, seq);
    if (typeof outcome === "string") return { code: outcome };
    if (outcome !== undefined && "given" in outcome)
      return repeated(outcome.given - 1);
    this.#drafts.push({ ...draft, ...outcome });
    return { seq, repeated: false, ...outcome };
  }

  #change(
    draft: Draft,
    seq: number,
  ): "no_such_message" | { given: number } | { count: number } | undefined {
    const missing = "no_such_message";
    if (draft.kind === "topic" || draft.kind === "titled") {
      this.topic = draft.text;
      return undefined;
    }
    if (draft.kind === "said") {
      const { reply, text, mentions } = draft;
      if (reply !== undefined && this.#there(reply) === undefined)
        return missing;
      const texts = [{ seq, text }];
      const { by } = draft;
      const message = { by, texts, isGone: false, given: [], kinds: [] };
      this.#messages.set(seq, { ...message, mentions: some(mentions) });
      return undefined;
    }
    const message = this.#there(draft.of);
    if (message === undefined) return missing;
    if (draft.kind === "edited") {
      message.texts.push({ seq, text: draft.text });
      message.mentions = some(draft.mentions);
      return undefined;
    }
    if (draft.kind === "deleted") {
      this.goneWords.push(...message.texts.map(({ text }) => text));
      message.isGone = true;
      return undefined;
    }
    const { by, reaction } = draft;
    const known = message.given.find(
      (one) => one.by === by && one.reaction === reaction,
    );
    if (draft.isOn) {
      if (known !== undefined) return { given: known.seq };
      message.given.push({ by, reaction, seq });
      if (!message.kinds.includes(reaction)) message.kinds.push(reaction);
    } else {
      if (known === undefined) return missing;
      message.given = message.given.filter((one) => one !== known);
    }
    const count = countOf(message, reaction);
    if (count === 0)
      message.kinds = message.kinds.filter((one) => one !== reaction);
    return { count };
  }

  #there(seq: number): Message | undefined {
    const message = this.#messages.get(seq);
    return message === undefined || message.isGone ? undefined : message;
  }

  /** Without what only the store knows. */
  entries(): readonly unknown[] {
    return this.#drafts.map((draft, index) => {
      const { name: _, ...rest } = draft;
      const seq = index + 1;
      const of = draft.kind === "edited" ? draft.of : seq;
      const message = this.#messages.get(of);
      if (message === undefined) return { ...rest, seq };
      const { text, mentions, isGone, edited } = seenOf(message);
      const now = { text, mentions, isGone: isGone || undefined };
      return { ...rest, seq, ...now, ...(draft.kind === "said" && { edited }) };
    });
  }

  messages(viewer: IdentityId): ReadonlyMap<number, Seen> {
    return new Map(
      [...this.#messages].map(([seq, message]) => [
        seq,
        seenOf(message, viewer),
      ]),
    );
  }

  /** Of who has read nothing. */
  unreadOf(who: IdentityId): {
    readonly unread: number;
    readonly mentions: number;
  } {
    const all = [...this.#messages.values()];
    const mentions = all.filter(
      ({ by, isGone, mentions = [] }) =>
        by !== who &&
        !isGone &&
        (mentions.includes(who) || mentions.includes("room")),
    );
    return { unread: all.length, mentions: mentions.length };
  }

  texts(seq: number): readonly string[] {
    return this.#there(seq)?.texts.map(({ text }) => text) ?? [];
  }

  /** The seqs of the entries that gave the reactions that a message has. */
  givenBy(seq: number): readonly number[] {
    return this.#there(seq)?.given.map((one) => one.seq) ?? [];
  }
}

const some = (mentions: readonly Mention[] | undefined) =>
  mentions === undefined || mentions.length === 0 ? undefined : mentions;

const countOf = ({ given }: Message, reaction: string): number =>
  given.filter((one) => one.reaction === reaction).length;

function seenOf(message: Message, viewer?: IdentityId): Seen {
  const { texts, mentions, isGone, given, kinds } = message;
  if (isGone)
    return {
      text: "",
      mentions: undefined,
      edited: undefined,
      isGone,
      reactions: [],
    };
  const newest = texts.at(-1);
  return {
    text: newest?.text ?? "",
    mentions,
    edited: texts.length > 1 ? newest?.seq : undefined,
    isGone,
    reactions: kinds.map((reaction) => ({
      reaction,
      count: countOf(message, reaction),
      isMine: given.some(
        (one) => one.by === viewer && one.reaction === reaction,
      ),
    })),
  };
}
