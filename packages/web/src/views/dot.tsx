// The dot that says whether someone is at the keyboard.
import type { PersonPresence } from "@koine/client";
import type { JSX } from "preact";

interface Props {
  readonly is: PersonPresence | undefined;
}

export function Dot({ is }: Props): JSX.Element | null {
  if (is === undefined) return null;
  return <span class={`dot ${is}`} role="img" aria-label={is} title={is} />;
}
