// Shows something of the script of dialogs, and fetches that script when it is wanted for the first time. A server that
// has another version since does not have it any more: then the page has to be loaded anew.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { connection } from "../client.ts";
import { Close, Dialog } from "./dialog.tsx";
import type * as Dialogs from "./dialogs.ts";

interface Props {
  /** It could not be had, and that was read. */
  readonly onClose: () => void;
  readonly children: (dialogs: typeof Dialogs) => JSX.Element;
}

const dialogs = signal<typeof Dialogs>();

export function Later({ onClose, children }: Props): JSX.Element {
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (dialogs.value) return;
    // What has failed is asked for again the next time.
    fetchDialogs().catch(() => setMissing(true));
  }, []);
  if (dialogs.value) return children(dialogs.value);
  if (isMissing) return <Missing onClose={onClose} />;
  return (
    <p class="opening" role="status">
      Opening …
    </p>
  );
}

async function fetchDialogs(): Promise<void> {
  dialogs.value = await import("./dialogs.ts");
}

function Missing({ onClose }: Pick<Props, "onClose">): JSX.Element {
  const isOnline = connection.value.is === "online";
  return (
    <Dialog class="ask" label="This cannot be opened" onClose={onClose}>
      <h2>This cannot be opened</h2>
      <p>
        {isOnline
          ? "The chat has another version since you opened the page. Reload it: what you have said stays, only what you are writing is lost."
          : "There is no connection now. Try again later, or reload the page."}
      </p>
      <div class="choices">
        <Close>Not now</Close>
        <button type="button" class="main" onClick={() => location.reload()}>
          Reload the page
        </button>
      </div>
    </Dialog>
  );
}
