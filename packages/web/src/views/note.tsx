// A quiet line between the messages: the room has another topic, or another title.
import type { JSX } from "preact";
import type { Row } from "../lib/rows.ts";
import { clockOf, wholeTimeOf } from "../lib/times.ts";

export function Note({ row }: { row: Row }): JSX.Element {
  const { name, text, at, note } = row;
  return (
    <li class="note" dir="auto">
      <b>{name}</b> {note === "titled" ? "renamed the room" : topic(text)}
      {text && (
        <>
          : <q>{text}</q>
        </>
      )}{" "}
      <time dateTime={new Date(at).toISOString()} title={wholeTimeOf(at)}>
        {clockOf(at)}
      </time>
    </li>
  );
}

function topic(text: string): string {
  return text ? "set the topic" : "took the topic away";
}
