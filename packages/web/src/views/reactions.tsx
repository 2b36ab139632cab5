// The reactions to a message: how many gave each, one's own marked. A click gives one or takes it back.
import type { Message } from "@koine/client";
import type { JSX } from "preact";
import { react } from "../writing.ts";

interface Props {
  readonly message: Message;
  readonly isOpen: boolean;
}

export function Reactions({ message, isOpen }: Props): JSX.Element | null {
  const { reactions, room, seq } = message;
  if (!reactions) return null;
  return (
    <div class="reactions" role="group" aria-label="Reactions">
      {reactions.map(({ reaction, count, mine }) => (
        <button
          key={reaction}
          type="button"
          aria-pressed={mine}
          aria-label={`${reaction} ${count}`}
          disabled={!isOpen}
          onClick={() => react(room, seq, reaction, !mine)}
        >
          <span class="of">{reaction}</span> {count}
        </button>
      ))}
    </div>
  );
}
