// The protocol's verbs about what is said, and what happens to it, bound to the core's. A part of the table.
import type { Appended } from "../core/ports/log.ts";
import { deleteMessage } from "../core/verbs/delete.ts";
import { edit } from "../core/verbs/edit.ts";
import { history } from "../core/verbs/history.ts";
import { react } from "../core/verbs/react.ts";
import { reactions } from "../core/verbs/reactions.ts";
import { say } from "../core/verbs/say.ts";
import { typing } from "../core/verbs/typing.ts";
import { versions } from "../core/verbs/versions.ts";
import type { Bound } from "./bound.ts";
import { entryEvent } from "./entry-event.ts";

export const messageVerbs: Pick<
  Bound,
  | "say"
  | "edit"
  | "delete"
  | "react"
  | "typing"
  | "history"
  | "reactions"
  | "versions"
> = {
  async say(chat, session, params) {
    return keptOf(await say(chat, session, params));
  },
  async edit(chat, session, params) {
    return keptOf(await edit(chat, session, params));
  },
  async delete(chat, session, params) {
    return keptOf(await deleteMessage(chat, session, params));
  },
  async react(chat, session, { room, seq, reaction, on: isOn, key }) {
    const wanted = { room, seq, reaction, isOn, key };
    const reacted = await react(chat, session, wanted);
    return { ...keptOf(reacted), count: reacted.count };
  },
  async typing(chat, session, params) {
    await typing(chat, session, params);
    return {};
  },
  async history(chat, session, params) {
    const { room, entries } = await history(chat, session, params);
    return {
      epoch: room.epoch,
      first: room.first,
      entries: entries.map(entryEvent),
    };
  },
  async reactions(chat, session, params) {
    const page = await reactions(chat, session, params);
    const found = page.reactions.map(({ id, name, reaction }) => ({
      id,
      name,
      reaction,
    }));
    return page.next === undefined
      ? { reactions: found }
      : { reactions: found, next: page.next };
  },
  async versions(chat, session, params) {
    const page = await versions(chat, session, params);
    const found = page.versions.map(({ seq, at, text }) => ({ seq, at, text }));
    return page.next === undefined
      ? { versions: found }
      : { versions: found, next: page.next };
  },
};

function keptOf({ entry: { seq, at }, repeated }: Appended) {
  return repeated ? { seq, at, repeated } : { seq, at };
}
