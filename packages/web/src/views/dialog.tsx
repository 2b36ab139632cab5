// A native modal dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  readonly class: string;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog(props: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class={props.class}
      aria-label={props.label}
      onClose={props.onClose}
      onClick={(event) => {
        // A click on the dialog itself, not on what it holds, is one beside it.
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      {props.children}
    </dialog>
  );
}

interface CloseProps {
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** Closes the dialog that it is in. */
export function Close({ class: name, children }: CloseProps): JSX.Element {
  return (
    <button
      type="button"
      class={name}
      onClick={({ currentTarget }) => closeAround(currentTarget)}
    >
      {children}
    </button>
  );
}

export function closeAround(element: Element | null): void {
  element?.closest("dialog")?.close();
}
