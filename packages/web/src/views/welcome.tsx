// The first sight: a name, and in. Also where one lands whom the server did not let in.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { connection, enter, me } from "../model.ts";
import { place } from "../route.ts";

export function Welcome({ knownAs }: { knownAs: string }): JSX.Element {
  const [name, setName] = useState(me.peek()?.name ?? knownAs);
  const field = useRef<HTMLInputElement>(null);
  const now = connection.value;
  const isBusy = now.is === "connecting";
  useEffect(() => field.current?.focus(), []);

  return (
    <div class="welcome">
      <main>
        <img src="/icon.svg" alt="" width="64" height="64" />
        <h1>Welcome to Koine</h1>
        <p>
          {place.value
            ? `Pick a nickname to talk in “${place.value}”.`
            : "Pick a nickname and start talking."}
        </p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const chosen = name.trim();
            if (chosen) void enter(chosen);
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
            autocomplete="nickname"
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="go"
            aria-describedby="welcome-problem"
            required
          />
          <button type="submit" class="main" disabled={isBusy}>
            Start talking
          </button>
        </form>
        <p id="welcome-problem" class="problem" role="alert">
          {now.is === "refused" && now.error.message}
          {now.is === "waiting" &&
            "The server does not answer. It is tried again and again."}
        </p>
      </main>
    </div>
  );
}
