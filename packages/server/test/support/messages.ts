// What people do with messages, for tests of the core.
import type { Entry } from "../../src/core/entries.ts";
import { deleteMessage } from "../../src/core/verbs/delete.ts";
import { edit as editVerb } from "../../src/core/verbs/edit.ts";
import { history } from "../../src/core/verbs/history.ts";
import { react as reactVerb } from "../../src/core/verbs/react.ts";
import { say } from "../../src/core/verbs/say.ts";
import type { Someone } from "./chat.ts";

/** Who acts: someone, or a session without a token. */
type Actor = Pick<Someone, "chat" | "session">;

export function edit(
  { chat, session }: Actor,
  room: string,
  seq: number,
  text: string,
  key?: string,
) {
  return editVerb(chat, session, { room, seq, text, key });
}

export function remove(
  { chat, session }: Actor,
  room: string,
  seq: number,
  key?: string,
) {
  return deleteMessage(chat, session, { room, seq, key });
}

export function react(
  { chat, session }: Actor,
  room: string,
  seq: number,
  reaction: string,
  isOn?: boolean,
) {
  return reactVerb(chat, session, { room, seq, reaction, isOn });
}

export function reply(
  { chat, session }: Actor,
  room: string,
  to: number,
  text: string,
) {
  return say(chat, session, { room, text, reply: to });
}

/** Everything of the room, as it reads now. */
export async function read(
  { chat, session }: Actor,
  room: string,
): Promise<readonly Entry[]> {
  const page = await history(chat, session, { room, limit: 200 });
  return page.entries;
}

/** An entry in a few words: `1 ann: hi`, `2 ann edits 1: ho`, `3 ann deletes 1`, `4 bob 👍 1 (1)`. */
export function brief(entry: Entry): string {
  const { seq, name } = entry;
  switch (entry.kind) {
    case "said": {
      const edited = entry.edited === undefined ? "" : ` (${entry.edited})`;
      return `${seq} ${name}: ${entry.isGone ? "gone" : entry.text}${edited}`;
    }
    case "edited":
      return `${seq} ${name} edits ${entry.of}: ${entry.isGone ? "gone" : entry.text}`;
    case "deleted":
      return `${seq} ${name} deletes ${entry.of}`;
    case "reacted":
      return `${seq} ${name} ${entry.isOn ? "" : "not "}${entry.reaction} ${entry.of} (${entry.count})`;
    case "topic":
    case "titled":
      return `${seq} ${name} ${entry.kind}: ${entry.text}`;
  }
}

export const briefly = (entries: readonly Entry[]): string[] =>
  entries.map(brief);

/** Seqs that no message has. */
export const noSeqs: readonly number[] = [
  0,
  -1,
  1.5,
  9_999,
  2 ** 31,
  2 ** 32,
  2 ** 32 + 1,
  2 ** 53,
  1e308,
  Infinity,
  NaN,
];
