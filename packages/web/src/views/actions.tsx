// The small bar at a message of what can be done to it; and the emoji to choose a reaction from.
import type { Message } from "@koine/client";
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { active, picking, rest } from "../active-line.ts";
import { begin, react } from "../writing.ts";
import { Icon } from "./icons.tsx";

export interface Can {
  /** Something may be said here. */
  readonly speak: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
}

interface Props {
  readonly of: string;
  readonly message: Message;
  readonly can: Can;
}

const common = ["👍", "❤️", "😂", "🎉", "😮", "😢"];
const oneEmoji = /^\p{RGI_Emoji}$/v;

export function Actions({ of, message, can }: Props): JSX.Element | null {
  const isActive = useComputed(() => active.value === of).value;
  const isPicking = useComputed(() => picking.value === of).value;
  if (!isActive) return null;
  if (isPicking) return <Emoji message={message} />;
  const act = (does: "reply" | "edit" | "delete") => () => {
    rest();
    begin(does, message);
  };
  return (
    <div class="actions" role="toolbar" aria-label="Do with this message">
      {can.speak && (
        <>
          <Act of="smile" label="React" onClick={() => (picking.value = of)} />
          <Act of="reply" label="Reply" onClick={act("reply")} />
        </>
      )}
      {can.edit && <Act of="pencil" label="Edit" onClick={act("edit")} />}
      {"clipboard" in navigator && (
        <Act
          of="copy"
          label="Copy"
          class="touch"
          onClick={() => {
            void navigator.clipboard.writeText(message.text);
            rest();
          }}
        />
      )}
      {can.delete && <Act of="bin" label="Delete" onClick={act("delete")} />}
    </div>
  );
}

interface ActProps {
  readonly of: Parameters<typeof Icon>[0]["of"];
  readonly label: string;
  readonly class?: string;
  readonly onClick: () => void;
}

function Act({ of, label, class: name = "", onClick }: ActProps): JSX.Element {
  return (
    <button
      type="button"
      class={`icon ${name}`}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon of={of} />
    </button>
  );
}

function Emoji({ message }: { message: Message }): JSX.Element {
  const [other, setOther] = useState("");
  const { room, seq } = message;
  const choose = (reaction: string) => {
    rest();
    react(room, seq, reaction, true);
  };
  return (
    <form
      class="actions"
      aria-label="Choose a reaction"
      onSubmit={(event) => {
        event.preventDefault();
        choose(other.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        const line = event.currentTarget.closest<HTMLElement>("[data-key]");
        rest();
        line?.focus();
      }}
    >
      {common.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          class="icon emoji"
          // What had the focus is gone.
          ref={index === 0 ? focus : null}
          aria-label={`React with ${emoji}`}
          onClick={() => choose(emoji)}
        >
          {emoji}
        </button>
      ))}
      <input
        class="field"
        value={other}
        onInput={({ currentTarget: field }) => {
          const is = oneEmoji.test(field.value.trim());
          field.setCustomValidity(is ? "" : "One emoji, please.");
          setOther(field.value);
        }}
        placeholder="…"
        aria-label="React with any emoji"
        title="Any emoji"
        maxLength={64}
        autocomplete="off"
        required
      />
    </form>
  );
}

function focus(button: HTMLButtonElement | null): void {
  button?.focus({ preventScroll: true });
}
