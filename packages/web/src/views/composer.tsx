// Where you write. Enter sends, Shift and Enter is a new line, and the field grows with what is in it.
import type { RoomState } from "@koine/client";
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { draftOf, keepDraft, say } from "../model.ts";
import { Icon } from "./icons.tsx";

export function Composer({ room }: { room: RoomState }): JSX.Element {
  const [text, setText] = useState(draftOf(room));
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => fit(field.current), [text]);
  useLayoutEffect(() => {
    // On a touch screen the keyboard would cover the room at once.
    if (matchMedia("(hover: hover)").matches) field.current?.focus();
  }, []);

  const change = (next: string) => {
    setText(next);
    setProblem(undefined);
    keepDraft(room, next);
  };
  const send = () => {
    const said = text.trim();
    if (!said) return;
    const refusal = say(room, said);
    if (refusal === undefined) change("");
    else setProblem(refusal);
    field.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <textarea
        ref={field}
        rows={1}
        value={text}
        dir="auto"
        placeholder={`Write to ${room.title}`}
        aria-label={`Write to ${room.title}`}
        enterkeyhint="send"
        autocomplete="off"
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey) return;
          // While letters are being composed, Enter takes the suggestion. 229 is how older Safari says so.
          if (event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          send();
        }}
      />
      <button
        type="submit"
        class="main"
        aria-label="Send"
        disabled={!text.trim()}
      >
        <Icon of="send" />
      </button>
    </form>
  );
}

function fit(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "";
  const border = field.offsetHeight - field.clientHeight;
  if (field.scrollHeight > field.clientHeight) {
    field.style.height = `${field.scrollHeight + border}px`;
  }
}
