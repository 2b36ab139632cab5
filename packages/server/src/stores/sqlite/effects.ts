// What goes with an entry in its commit, beside a plain message's own row: see RoomLog.append. Used by the append.
import type { DatabaseSync } from "node:sqlite";
import type { EntryKind, IdentityId } from "../../core/entries.ts";
import { titleTaken } from "../refusals.ts";
import { Refused, type More } from "./calls.ts";
import { prepareMessages, type Messages } from "./messages.ts";
import { foldedToBytes } from "./room-rows.ts";

/** An entry that is about to be made. */
export interface Coming {
  /** The number of its room. */
  readonly room: number;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly by: IdentityId;
  readonly text: string;
  readonly more: More;
}

export interface Effects {
  /** The seq of the entry that already gave this reaction. */
  given(coming: Coming): number | undefined;
  /** How many have given the reaction then; null for everything else. What is refused has changed nothing. */
  take(coming: Coming): number | null | Refused;
  /** Whether a text was overwritten since this was asked last. */
  hasErased(): boolean;
}

export function prepareEffects(database: DatabaseSync): Effects {
  const messages: Messages = prepareMessages(database);
  const setTopic = database.prepare("UPDATE rooms SET topic = ?2 WHERE n = ?1");
  const setTitle = database.prepare(
    "UPDATE OR IGNORE rooms SET title = ?2, folded = ?3 WHERE n = ?1",
  );
  let isErased = false;

  const say = ({ room, seq, by, more }: Coming): null | Refused => {
    if (more.of !== undefined) {
      const answered = messages.find(room, more.of, seq - 1);
      if (answered instanceof Refused) return answered;
    }
    messages.mention(room, { seq, author: by }, more.mentions);
    return null;
  };

  const retitle = ({ room, text, more }: Coming): null | Refused => {
    const folded = foldedToBytes(more.folded ?? "");
    const { changes } = setTitle.run(room, text, folded);
    return changes === 0 ? new Refused("room_exists", titleTaken) : null;
  };

  /** Entries about a message. */
  const touch = (coming: Coming): number | null | Refused => {
    const { room, seq, kind, by, text, more } = coming;
    const message = messages.find(room, more.of, seq - 1);
    if (message instanceof Refused) return message;
    if (kind === "edited") {
      return messages.edit(room, message, seq, more.mentions) ?? null;
    }
    if (kind === "deleted") {
      messages.delete(room, message, seq);
      isErased = true;
      return null;
    }
    return more.isOn === false
      ? messages.takeBack(room, message, text, by)
      : messages.react(room, message, text, by, seq);
  };

  return {
    given({ room, kind, by, text, more: { of = 0, isOn } }) {
      if (kind !== "reacted" || isOn === false) return undefined;
      return messages.given(room, of, text, by);
    },
    take(coming) {
      if (coming.kind === "said") return say(coming);
      if (coming.kind === "titled") return retitle(coming);
      if (coming.kind !== "topic") return touch(coming);
      setTopic.run(coming.room, coming.text);
      return null;
    },
    hasErased() {
      const was = isErased;
      isErased = false;
      return was;
    },
  };
}
