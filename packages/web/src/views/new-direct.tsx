// A conversation with one person that has not begun: the first message makes it.
import type { Person } from "@koine/client";
import type { JSX } from "preact";
import { whisper } from "../direct.ts";
import { Composer } from "./composer.tsx";
import { Back } from "./room.tsx";

export function NewDirect({ to }: { to: Person }): JSX.Element {
  return (
    <main class="room">
      <header>
        <Back />
        <h1 dir="auto">{to.name}</h1>
      </header>
      <div class="log">
        <p class="start low">
          <strong dir="auto">{to.name}</strong> What you write here, only the
          two of you can read.
        </p>
      </div>
      <Composer
        title={to.name}
        at={`@${to.name}`}
        onSend={(text) => whisper(to, text)}
      />
    </main>
  );
}
