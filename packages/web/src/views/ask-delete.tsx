// Asks once whether a message shall go.
import type { Message } from "@koine/client";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { remove, stop } from "../writing.ts";
import { Dialog } from "./dialog.tsx";
import { Beginning } from "./quote.tsx";

export function AskDelete({ message }: { message: Message }): JSX.Element {
  const box = useRef<HTMLFormElement>(null);
  return (
    <Dialog class="ask" label="Delete the message?" onClose={stop}>
      <form ref={box} method="dialog" onSubmit={() => remove(message)}>
        <h2>Delete the message?</h2>
        <p class="quoted">
          <Beginning message={message} />
        </p>
        <p>It is gone for everyone, and cannot be brought back.</p>
        <div class="choices">
          <button
            type="button"
            onClick={() => box.current?.closest("dialog")?.close()}
          >
            Cancel
          </button>
          <button type="submit" class="main bad">
            Delete
          </button>
        </div>
      </form>
    </Dialog>
  );
}
