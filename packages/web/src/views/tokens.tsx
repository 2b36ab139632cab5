// Tokens for programs of one's own: what each may do, and the way to make one and to end it.
import type { Params } from "@koine/protocol";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { client } from "../client.ts";
import { textOf } from "../lib/text-of.ts";
import { momentOf, untilWhen } from "../lib/times.ts";
import { Copied } from "./copied.tsx";
import { Problem } from "./problem.tsx";
import { SignedInList } from "./signed-in.tsx";
import { useAsked, useDoing } from "./use-asked.ts";

type Scope = Params<"token">["scopes"][number];

export function Tokens(): JSX.Element {
  const asked = useAsked("sessions", {});
  const hasNone = asked.answer?.sessions.every(({ scopes }) => !scopes);
  return (
    <>
      <p>A program that has one does things as you, as far as you let it.</p>
      <SignedInList
        label="Tokens for programs"
        of={asked}
        isShown={({ scopes }) => scopes !== undefined}
      >
        {({ label, scopes, at, until, live }) => (
          <>
            <b dir="auto">{label}</b> {scopes?.join(", ")}
            <small>
              {live && "connected, "}since {momentOf(at)},{" "}
              {untilWhen(until, "until you end it")}
            </small>
          </>
        )}
      </SignedInList>
      {hasNone && <p class="quiet">There are none.</p>}
      <MakeToken onMade={asked.again} />
    </>
  );
}

const scopes = [
  ["read", "Read what is said"],
  ["write", "Write, react, join rooms"],
  ["moderate", "Keep order, where you may"],
  ["account", "Your account and its tokens"],
] as const satisfies readonly (readonly [Scope, string])[];

function MakeToken({ onMade }: { onMade: () => unknown }): JSX.Element {
  const [chosen, setChosen] = useState<readonly Scope[]>(["read"]);
  const [made, setMade] = useState("");
  const { problem, isBusy, run } = useDoing();
  const make = (form: HTMLFormElement) =>
    run(async () => {
      setMade("");
      const fields = new FormData(form);
      const days = Number(fields.get("days"));
      const { token } = await client.call("token", {
        label: textOf(fields.get("label")),
        scopes: [...chosen],
        ...(days > 0 && { days }),
      });
      setMade(token);
      form.reset();
      onMade();
    });
  return (
    <form
      class="fields"
      aria-label="Make a token"
      onSubmit={(event) => {
        event.preventDefault();
        void make(event.currentTarget);
      }}
    >
      <h3>Make a token</h3>
      <label>
        What it is for
        <input
          class="field"
          name="label"
          maxLength={64}
          autocomplete="off"
          required
        />
      </label>
      <fieldset>
        <legend>What it may do</legend>
        {scopes.map(([scope, what]) => (
          <label key={scope} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(scope)}
              onChange={({ currentTarget: { checked } }) =>
                setChosen(
                  checked
                    ? [...chosen, scope]
                    : chosen.filter((one) => one !== scope),
                )
              }
            />
            {what}
          </label>
        ))}
      </fieldset>
      <label>
        Days, or until you end it
        <input class="field" name="days" type="number" min={1} max={3650} />
      </label>
      <div class="row-of-buttons">
        <button type="submit" disabled={isBusy || chosen.length === 0}>
          Make the token
        </button>
      </div>
      <p role="status">
        {made && "Copy it now: it is shown only this once. Keep it secret."}
      </p>
      {made && <Copied label="The token" text={made} />}
      <Problem of={problem} />
    </form>
  );
}
