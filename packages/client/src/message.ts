// A message as it is now, and what happens to it later. Pure functions, each of which may be repeated: pages and live
// entries overlap, in any order, and end in the same message.
import type { EntryEvent } from "@koine/protocol";
import type { Message, PendingChange } from "./state.ts";

/** An entry about a message. */
export type Change = Extract<
  EntryEvent,
  { ev: "edited" | "deleted" | "reacted" }
>;

export function isChange(entry: EntryEvent): entry is Change {
  return (
    entry.ev === "edited" || entry.ev === "deleted" || entry.ev === "reacted"
  );
}

/** As the entry leaves it. The same object where nothing changes. */
export function changed(message: Message, change: Change, me: string): Message {
  if (message.gone) return message;
  switch (change.ev) {
    case "deleted":
      return gone(message);
    case "edited":
      if (change.gone) return gone(message);
      // The message may be from a page that is newer.
      if (change.seq <= (message.edited ?? 0)) return message;
      return edited(message, change.text, change.seq, change.mentions);
    case "reacted":
      return reacted(message, {
        reaction: change.reaction,
        count: change.count,
        mine: change.by === me ? change.on : undefined,
        isFirst: change.on && change.count === 1,
      });
  }
}

/** As it will be when what waits to be sent is kept. */
export function foreseen(message: Message, change: PendingChange): Message {
  if (message.gone) return message;
  switch (change.do) {
    case "delete":
      return gone(message);
    case "edit":
      return edited(
        message,
        change.text,
        message.edited ?? message.seq,
        message.mentions,
      );
    case "react": {
      const { reaction, on } = change;
      const now = message.reactions?.find((one) => one.reaction === reaction);
      if ((now?.mine ?? false) === on) return message;
      const count = (now?.count ?? 0) + (on ? 1 : -1);
      return reacted(message, { reaction, count, mine: on, isFirst: false });
    }
  }
}

/** Whether it speaks to this person. */
export function mentions(message: Message, me: string): boolean {
  return (
    message.mentions?.some((whom) => whom === me || whom === "room") === true
  );
}

/** Without what may not be seen any more, whatever it still has. */
export function gone(message: Message): Message {
  const { mentions: _, reactions: __, edited: ___, ...rest } = message;
  return { ...rest, text: "", gone: true };
}

function edited(
  message: Message,
  text: string,
  seq: number,
  whom: Message["mentions"],
): Message {
  const { mentions: _, ...rest } = message;
  return {
    ...rest,
    text,
    edited: seq,
    ...(whom === undefined ? {} : { mentions: whom }),
  };
}

interface Given {
  readonly reaction: string;
  readonly count: number;
  /** Undefined: as before. */
  readonly mine: boolean | undefined;
  /** It was not there before: it goes behind the others, wherever a newer page may have it already. */
  readonly isFirst: boolean;
}

function reacted(message: Message, given: Given): Message {
  const { reaction, count } = given;
  const { reactions: all = [], ...rest } = message;
  const before = all.find((one) => one.reaction === reaction);
  const mine = given.mine ?? before?.mine ?? false;
  const now = { reaction, count, mine };
  const others = all.filter((one) => one !== before);
  let next;
  if (count <= 0) next = others;
  else if (before === undefined || given.isFirst) next = [...others, now];
  else next = all.map((one) => (one === before ? now : one));
  return next.length === 0 ? rest : { ...rest, reactions: next };
}
