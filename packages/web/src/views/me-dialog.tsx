// The dialog about oneself: a guest's nickname and how to keep it, an account's sessions and password, and the way out.
import type { Me } from "@koine/client";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { changePassword, keepName, signOut } from "../entering.ts";
import { Close, closeAround, Dialog } from "./dialog.tsx";
import { PasswordForm } from "./password-form.tsx";
import { Rename } from "./rename.tsx";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";

interface Props {
  readonly me: Me;
  readonly onClose: () => void;
}

export function MeDialog({ me, onClose }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const label = me.isAccount ? "Your account" : "Change your nickname";
  return (
    <Dialog class="ask" label={label} onClose={onClose}>
      <div ref={box}>
        {me.isAccount ? (
          <Account name={me.name} />
        ) : (
          <Guest name={me.name} onClose={() => closeAround(box.current)} />
        )}
      </div>
    </Dialog>
  );
}

interface GuestProps {
  readonly name: string;
  readonly onClose: () => void;
}

function Guest({ name, onClose }: GuestProps): JSX.Element {
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

function Account({ name }: { name: string }): JSX.Element {
  const [shows, setShows] = useState<"password" | "sessions" | "tokens">();
  const [news, setNews] = useState("The name is yours, in every room.");
  const box = useRef<HTMLDivElement>(null);
  // What had the focus is gone. Something long begins at its heading.
  useEffect(() => {
    const to = shows === undefined ? ".choices > button" : "h2";
    box.current?.querySelector<HTMLElement>(to)?.focus();
  }, [shows]);
  if (shows === "password")
    return (
      <PasswordForm
        name={name}
        heading="Change your password"
        asksOld
        go="Change"
        onSubmit={changePassword}
        onDone={() => {
          setNews("Your password is changed. Other devices have to log in.");
          setShows(undefined);
        }}
        onCancel={() => setShows(undefined)}
      />
    );
  return (
    <div ref={box}>
      <h2 dir="auto" tabIndex={-1}>
        {name}
      </h2>
      {shows === undefined && <p role="status">{news}</p>}
      {shows === "sessions" && <Sessions />}
      {shows === "tokens" && <Tokens />}
      <div class="choices">
        <Close class="main">Done</Close>
      </div>
      <div class="more">
        {shows !== "sessions" && (
          <button
            type="button"
            class="text"
            onClick={() => setShows("sessions")}
          >
            Where you are signed in
          </button>
        )}
        {shows !== "tokens" && (
          <button type="button" class="text" onClick={() => setShows("tokens")}>
            Tokens for programs
          </button>
        )}
        <button type="button" class="text" onClick={() => setShows("password")}>
          Change your password
        </button>
        <button type="button" class="text" onClick={() => void signOut()}>
          Sign out
        </button>
      </div>
    </div>
  );
}
