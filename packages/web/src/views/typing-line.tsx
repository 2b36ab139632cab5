// Who is writing just now. It has its place whether there is someone or not, so that nothing moves.
import type { Person } from "@koine/client";
import type { JSX } from "preact";

export function TypingLine({ who }: { who: readonly Person[] }): JSX.Element {
  return (
    <p class="typing" dir="auto">
      {sentence(who.map(({ name }) => name))}
    </p>
  );
}

function sentence([first, second, ...more]: readonly string[]): string {
  if (first === undefined) return "";
  if (second === undefined) return `${first} is writing …`;
  return more.length === 0
    ? `${first} and ${second} are writing …`
    : "Several people are writing …";
}
