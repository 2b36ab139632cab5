// The dialog about oneself: a guest's nickname and how to keep it, an account's password, and the way out.
import type { Me } from "@koine/client";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { changePassword, keepName, signOut } from "../entering.ts";
import { Dialog } from "./dialog.tsx";
import { PasswordForm } from "./password-form.tsx";
import { Rename } from "./rename.tsx";

interface Props {
  readonly me: Me;
  readonly onClose: () => void;
}

export function MeDialog({ me, onClose }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const close = () => box.current?.closest("dialog")?.close();
  const label = me.isAccount ? "Your account" : "Change your nickname";
  return (
    <Dialog class="ask" label={label} onClose={onClose}>
      <div ref={box}>
        {me.isAccount ? (
          <Account name={me.name} onClose={close} />
        ) : (
          <Guest name={me.name} onClose={close} />
        )}
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly name: string;
  readonly onClose: () => void;
}

function Guest({ name, onClose }: PartProps): JSX.Element {
  const [isRegistering, setRegistering] = useState(false);
  if (isRegistering)
    return (
      <PasswordForm
        name={name}
        heading={`Register “${name}”`}
        text="The name is yours then: nobody else can be called so. You come back to it with the password, from anywhere."
        go="Register"
        onSubmit={keepName}
        // What comes then is the account.
        onDone={() => undefined}
        onCancel={() => setRegistering(false)}
      />
    );
  return (
    <>
      <Rename name={name} onClose={onClose} />
      <div class="more">
        <button type="button" class="text" onClick={() => setRegistering(true)}>
          Register this name
        </button>
        <button type="button" class="text" onClick={() => void signOut()}>
          Leave the chat
        </button>
      </div>
    </>
  );
}

function Account({ name, onClose }: PartProps): JSX.Element {
  const [isChanging, setChanging] = useState(false);
  const [news, setNews] = useState("The name is yours, in every room.");
  const done = useRef<HTMLButtonElement>(null);
  // What had the focus is gone when one comes here from a form.
  useEffect(() => done.current?.focus(), [isChanging]);
  if (isChanging)
    return (
      <PasswordForm
        name={name}
        heading="Change your password"
        asksOld
        go="Change"
        onSubmit={changePassword}
        onDone={() => {
          setNews("Your password is changed. Other devices have to log in.");
          setChanging(false);
        }}
        onCancel={() => setChanging(false)}
      />
    );
  return (
    <>
      <h2 dir="auto">{name}</h2>
      <p role="status">{news}</p>
      <div class="choices">
        <button type="button" class="main" ref={done} onClick={onClose}>
          Done
        </button>
      </div>
      <div class="more">
        <button type="button" class="text" onClick={() => setChanging(true)}>
          Change your password
        </button>
        <button type="button" class="text" onClick={() => void signOut()}>
          Sign out
        </button>
      </div>
    </>
  );
}
