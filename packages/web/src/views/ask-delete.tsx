// Asks once whether a message shall go.
import type { Message } from "@koine/client";
import type { JSX } from "preact";
import { remove, stop } from "../writing.ts";
import { Close, Dialog } from "./dialog.tsx";
import { Beginning } from "./quote.tsx";

export function AskDelete({ message }: { message: Message }): JSX.Element {
  return (
    <Dialog class="ask" label="Delete the message?" onClose={stop}>
      <form method="dialog" onSubmit={() => remove(message)}>
        <h2>Delete the message?</h2>
        <p class="quoted">
          <Beginning message={message} />
        </p>
        <p>It is gone for everyone, and cannot be brought back.</p>
        <div class="choices">
          <Close>Cancel</Close>
          <button type="submit" class="main bad">
            Delete
          </button>
        </div>
      </form>
    </Dialog>
  );
}
