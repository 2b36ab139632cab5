// Makes a link with which someone who has forgotten his password sets another.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { client } from "../client.ts";
import { Copied } from "./copied.tsx";
import { Problem } from "./problem.tsx";
import { useDoing } from "./use-asked.ts";

export function ResetLink(): JSX.Element {
  const [who, setWho] = useState("");
  const [link, setLink] = useState("");
  const { problem, isBusy, run } = useDoing();
  const make = () =>
    run(async () => {
      setLink("");
      const { token } = await client.call("reset", { who: who.trim() });
      setLink(`${location.origin}/#/reset/${token}`);
    });
  return (
    <section>
      <h3>A forgotten password</h3>
      <form
        class="one-line"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <input
          class="field"
          value={who}
          onInput={(event) => setWho(event.currentTarget.value)}
          placeholder="Name of the account"
          aria-label="Name of the account"
          autocomplete="off"
          required
        />
        <button type="submit" disabled={isBusy}>
          Make a link
        </button>
        <p role="status">
          {link && "Give it to the person yourself. It works once, for a day."}
        </p>
        {link && <Copied label="The link" text={link} />}
        <Problem of={problem} />
      </form>
    </section>
  );
}
