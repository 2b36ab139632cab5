// Where the link that the server prints at its start leads an account: it becomes the owner of the chat.
import type { Me } from "@koine/client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { connection } from "../client.ts";
import { claim, signOut } from "../entering.ts";
import { endLink, type Link } from "../link.ts";

interface Props {
  readonly link: Link;
  readonly me: Me;
}

export function OwnerPage({ link, me }: Props): JSX.Element {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    const refusal = await claim(link.token);
    setBusy(false);
    setProblem(refusal);
    if (refusal === undefined) endLink();
  };
  return (
    <div class="welcome">
      <main>
        <img src="/icon.svg" alt="" width="64" height="64" />
        <h1>Be the owner</h1>
        <p>
          The link makes the account <b dir="auto">{me.name}</b> the owner of
          this chat, once.
        </p>
        <button
          type="button"
          class="main"
          disabled={isBusy || connection.value.is !== "online"}
          onClick={() => void make()}
        >
          Make me the owner
        </button>
        <div class="ways">
          <button type="button" class="text" onClick={() => void signOut()}>
            I am someone else
          </button>
          <button type="button" class="text" onClick={endLink}>
            Not now
          </button>
        </div>
        <p class="problem" role="alert">
          {problem}
        </p>
      </main>
    </div>
  );
}
