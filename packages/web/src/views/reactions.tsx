// The reactions to a message: how many gave each, one's own marked. A click gives one or takes it back; the mouse, the
// focus or a long touch on one tells who gave it.
import type { Message } from "@koine/client";
import { useComputed } from "@preact/signals";
import type { DOMAttributes, JSX } from "preact";
import { useEffect, useId, useMemo } from "preact/hooks";
import { LongTouch } from "../lib/long-touch.ts";
import { hush, tell, toldAt } from "../who-reacted.ts";
import { react } from "../writing.ts";

interface Props {
  readonly message: Message;
  readonly isOpen: boolean;
}

export function Reactions(props: Props): JSX.Element | null {
  return props.message.reactions ? <Group {...props} /> : null;
}

function Group({ message, isOpen }: Props): JSX.Element {
  const { reactions = [], room, seq } = message;
  const id = useId();
  const now = useComputed(() => toldAt(message)).value;
  const asking = useMemo(() => new Asking(), []);
  asking.message = message;
  useEffect(() => () => asking.end(), []);
  useEffect(() => {
    // They are others since.
    if (now) void tell(message, now.reaction);
  }, [reactions]);
  return (
    <div
      class="reactions"
      role="group"
      aria-label="Reactions"
      {...asking.listeners}
    >
      {reactions.map(({ reaction, count, mine }) => (
        <button
          key={reaction}
          type="button"
          data-reaction={reaction}
          aria-pressed={mine}
          aria-label={`${reaction} ${count}`}
          aria-describedby={now?.reaction === reaction ? id : undefined}
          // Who gave it can be asked for all the same.
          aria-disabled={!isOpen}
          onClick={() => {
            if (isOpen) react(room, seq, reaction, !mine);
          }}
        >
          <span class="of">{reaction}</span> {count}
        </button>
      ))}
      {now && (
        <span class="tip" id={id} role="tooltip" aria-live="polite">
          {now.who && (
            <>
              <span class="of">{now.reaction}</span> <bdi>{now.who}</bdi>
            </>
          )}
        </span>
      )}
    </div>
  );
}

/** The mouse has to stay for so long, in milliseconds: on its way elsewhere it asks for nothing. */
const stay = 250;

/** Asks who gave a reaction, as the mouse, the focus or a finger wants to know. */
class Asking {
  message: Message | undefined;
  readonly #touch = new LongTouch();
  #staying: ReturnType<typeof setTimeout> | undefined;
  /** The click that ends a long touch is none. */
  #isHeld = false;

  readonly listeners = {
    onPointerOver: (event) => {
      const reaction = reactionOf(event.target);
      if (event.pointerType !== "mouse" || reaction === undefined) return;
      clearTimeout(this.#staying);
      this.#staying = setTimeout(() => this.#ask(reaction), stay);
    },
    onPointerLeave: ({ pointerType, currentTarget }) => {
      this.#touch.end();
      // What the keyboard asked for stays; the mouse may only lie there.
      const hasFocus = currentTarget.matches(":has(:focus-visible)");
      if (pointerType === "mouse" && !hasFocus) this.end();
    },
    onFocusIn: ({ target }) => {
      const reaction = reactionOf(target);
      const isByKey =
        target instanceof Element && target.matches(":focus-visible");
      if (isByKey && reaction !== undefined) this.#ask(reaction);
    },
    onFocusOut: () => this.end(),
    onKeyDown: ({ key }) => {
      if (key === "Escape") this.end();
    },
    onPointerDown: (event) => {
      this.#isHeld = false;
      const reaction = reactionOf(event.target);
      if (reaction === undefined) return;
      this.#touch.begin(event, () => {
        this.#isHeld = true;
        this.#ask(reaction);
      });
    },
    onPointerMove: (event) => this.#touch.move(event),
    onPointerUp: () => this.#touch.end(),
    onPointerCancel: () => this.#touch.end(),
    onContextMenu: (event) => {
      // The browser's own menu for a long touch.
      if (this.#touch.isUnderWay) event.preventDefault();
    },
    onClickCapture: (event) => {
      if (!this.#isHeld) return;
      this.#isHeld = false;
      event.stopPropagation();
    },
  } satisfies DOMAttributes<HTMLElement>;

  end(): void {
    clearTimeout(this.#staying);
    if (this.message && toldAt(this.message)) hush();
  }

  #ask(reaction: string): void {
    if (this.message) void tell(this.message, reaction);
  }
}

function reactionOf(target: EventTarget | null): string | undefined {
  const chip =
    target instanceof Element
      ? target.closest<HTMLElement>("[data-reaction]")
      : null;
  return chip?.dataset["reaction"];
}
