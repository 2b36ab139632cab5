// The first sight: a name, and in. An account has a password too. Also where one lands whom the server did not let in.
import type { KoineError } from "@koine/client";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { connection, me } from "../client.ts";
import { enter, signOut, tryAgain } from "../entering.ts";
import { endLink } from "../link.ts";
import { placeName } from "../model.ts";
import { PasswordField } from "./password-field.tsx";

type Way = "guest" | "login" | "register";

const ways = {
  guest: { choose: "Just a nickname", go: "Start talking" },
  login: { choose: "I have an account", go: "Log in" },
  register: { choose: "Register this name", go: "Register and start" },
} as const satisfies Record<Way, { choose: string; go: string }>;

interface Props {
  readonly knownAs: string;
  /** One needs an account here, to be the owner. */
  readonly isForOwner: boolean;
}

export function Welcome({ knownAs, isForOwner }: Props): JSX.Element {
  const now = connection.value;
  const put = now.is === "refused" ? now.error : undefined;
  const [name, setName] = useState(me.peek()?.name ?? knownAs);
  const [password, setPassword] = useState("");
  const [way, setWay] = useState<Way>(() => {
    if (isForOwner) return "register";
    const isAccount = me.peek()?.isAccount || put?.code === "locked";
    return isAccount ? "login" : "guest";
  });
  const [refusal, setRefusal] = useState<KoineError>();
  const [isRegistering, setRegistering] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const error = refusal ?? put;
  // The name may be this person's own: a password tells.
  const isTaken = error?.code === "name_taken" && way === "guest";
  const asks = way !== "guest" || isTaken;
  const isBusy = now.is === "connecting" || isRegistering;
  useEffect(() => field.current?.focus(), []);

  const submit = async () => {
    const chosen = name.trim();
    if (!chosen || isBusy) return;
    const isNew = way === "register";
    setRefusal(undefined);
    setRegistering(isNew);
    const given = asks && password ? password : undefined;
    // Refused, it stays the question of a password.
    if (given !== undefined && !isNew) setWay("login");
    setRefusal(await enter({ name: chosen, password: given, isNew }));
    setRegistering(false);
  };
  const choose = (next: Way) => {
    setWay(next);
    setRefusal(undefined);
    setPassword("");
  };

  if (error?.code === "banned") return <Banned why={error.message} />;
  return (
    <div class="welcome">
      <main>
        <img src="/icon.svg" alt="" width="64" height="64" />
        <h1>{isForOwner ? "Be the owner" : "Welcome to Koine"}</h1>
        <p>{isForOwner ? forOwner : promise(way)}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <label for="nickname">Nickname</label>
          <input
            id="nickname"
            class="field"
            ref={field}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
            maxLength={64}
            autocomplete={asks ? "username" : "nickname"}
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="go"
            aria-describedby="welcome-problem"
            required
          />
          {asks && (
            <PasswordField
              key={way}
              problem="welcome-problem"
              label={isTaken ? "Password, if the name is yours" : "Password"}
              isNew={way === "register"}
              isRequired={way !== "guest"}
              value={password}
              onChange={setPassword}
            />
          )}
          <button type="submit" class="main" disabled={isBusy}>
            {isTaken && password ? ways.login.go : ways[way].go}
          </button>
        </form>
        <div class="ways">
          {(["guest", "login", "register"] as const)
            .filter((each) => each !== way)
            .filter((each) => !isForOwner || each !== "guest")
            .map((each) => (
              <button
                key={each}
                type="button"
                class="text"
                onClick={() => choose(each)}
              >
                {ways[each].choose}
              </button>
            ))}
          {error?.code === "locked" && <TryAgain />}
          {isForOwner && (
            <button type="button" class="text" onClick={endLink}>
              Not now
            </button>
          )}
        </div>
        <p id="welcome-problem" class="problem" role="alert">
          {refusal || now.is !== "refused" || error?.code === "locked"
            ? error?.message
            : (now.reason ?? now.error.message)}
          {now.is === "waiting" &&
            "The server does not answer. It is tried again and again."}
        </p>
      </main>
    </div>
  );
}

/** Why one is kept out, and what there is to do. */
function Banned({ why }: { why: string }): JSX.Element {
  return (
    <div class="welcome">
      <main>
        <img src="/icon.svg" alt="" width="64" height="64" />
        <h1>You cannot come in</h1>
        <p role="alert">{why}</p>
        <div class="ways">
          <TryAgain />
          <button type="button" class="text" onClick={() => void signOut()}>
            I am someone else
          </button>
        </div>
      </main>
    </div>
  );
}

function TryAgain(): JSX.Element {
  return (
    <button type="button" class="text" onClick={() => void tryAgain()}>
      Try again
    </button>
  );
}

const forOwner =
  "The link makes an account the owner of this chat. Register one, or log in to yours.";

function promise(way: Way): string {
  if (way === "login") return "Log in to your account.";
  if (way === "register")
    return "A registered name is yours: nobody else can be called so.";
  return placeName.value
    ? `Pick a nickname to talk in “${placeName.value}”.`
    : "Pick a nickname and start talking.";
}
