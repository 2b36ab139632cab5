// Where you write. Enter sends, Shift and Enter is a new line, and the field grows with what is in it.
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { draftOf, keepDraft } from "../model.ts";
import { Icon } from "./icons.tsx";

type Refusal = string | undefined;

interface Props {
  /** What the place is called. */
  readonly title: string;
  /** What the draft is kept by. */
  readonly at: string;
  /** Returns what stands against it. */
  readonly onSend: (text: string) => Refusal | Promise<Refusal>;
  /** With each change of what is written. */
  readonly onWrite?: () => void;
  /** A key that is not for the text; whether it was taken. */
  readonly onKey?: (key: string, isEmpty: boolean) => boolean;
  /** To write is what one has just asked for. */
  readonly isWanted?: boolean;
  /** What it is about. */
  readonly children?: ComponentChildren;
}

export function Composer(props: Props): JSX.Element {
  const { title, at, isWanted = false } = props;
  const [text, setText] = useState(draftOf(at));
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => fit(field.current), [text]);
  useLayoutEffect(() => {
    // On a touch screen the keyboard would cover the room at once.
    if (isWanted || matchMedia("(hover: hover)").matches)
      field.current?.focus();
  }, [isWanted, at]);

  const change = (next: string) => {
    setText(next);
    setProblem(undefined);
    keepDraft(at, next);
  };
  const done = (refusal: Refusal) => {
    if (refusal === undefined) change("");
    else setProblem(refusal);
  };
  const wait = async (sent: Promise<Refusal>) => {
    setBusy(true);
    done(await sent);
    setBusy(false);
  };
  const send = () => {
    const said = text.trim();
    if (!said || isBusy) return;
    const sent = props.onSend(said);
    if (sent instanceof Promise) void wait(sent);
    else done(sent);
    field.current?.focus();
  };

  return (
    <form
      class="composer"
      aria-busy={isBusy}
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
      {props.children}
      <textarea
        ref={field}
        rows={1}
        value={text}
        dir="auto"
        placeholder={`Write to ${title}`}
        aria-label={`Write to ${title}`}
        enterkeyhint="send"
        autocomplete="off"
        readOnly={isBusy}
        onInput={(event) => {
          change(event.currentTarget.value);
          if (event.currentTarget.value.trim()) props.onWrite?.();
        }}
        onKeyDown={(event) => {
          // While letters are being composed, keys are for them. 229 is how older Safari says so.
          if (event.isComposing || event.keyCode === 229) return;
          if (event.key === "Enter" && !event.shiftKey) send();
          else if (!props.onKey?.(event.key, text === "")) return;
          event.preventDefault();
        }}
      />
      <button
        type="submit"
        class="main"
        aria-label="Send"
        disabled={!text.trim() || isBusy}
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
