// The dialog about oneself: a guest's nickname, and the way out to come in as somebody else.
import type { Me } from "@koine/client";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { signOut } from "../entering.ts";
import { Dialog } from "./dialog.tsx";
import { Rename } from "./rename.tsx";

interface Props {
  readonly me: Me;
  readonly onClose: () => void;
}

export function MeDialog({ me, onClose }: Props): JSX.Element {
  const { name, isAccount } = me;
  const box = useRef<HTMLDivElement>(null);
  const close = () => box.current?.closest("dialog")?.close();
  const label = isAccount ? "Your account" : "Change your nickname";
  return (
    <Dialog class="ask" label={label} onClose={onClose}>
      <div ref={box}>
        {isAccount ? (
          <>
            <h2 dir="auto">{name}</h2>
            <p>The name is yours, in every room.</p>
            <div class="choices">
              <button type="button" onClick={close}>
                Cancel
              </button>
              <button type="button" onClick={() => void signOut()}>
                Sign out
              </button>
            </div>
          </>
        ) : (
          <>
            <Rename name={name} onClose={close} />
            <p class="way-out">
              To keep a name for yourself, leave and register it.
              <button type="button" class="text" onClick={() => void signOut()}>
                Leave the chat
              </button>
            </p>
          </>
        )}
      </div>
    </Dialog>
  );
}
