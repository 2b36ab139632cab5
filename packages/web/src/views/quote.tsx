// The small line above an answer: whose words it answers, and how they begin. A click goes there.
import type { Message } from "@koine/client";
import { format, plain } from "@koine/client/format";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { connection } from "../client.ts";
import { askFor } from "../model.ts";
import { seek } from "../sought.ts";
import { Icon } from "./icons.tsx";
import { Name } from "./picture.tsx";

interface Props {
  readonly room: string;
  readonly seq: number;
  /** Undefined while it is not known. */
  readonly message: Message | undefined;
}

export function Quote({ room, seq, message }: Props): JSX.Element {
  const isLacking = message === undefined && connection.value.is === "online";
  useEffect(() => {
    if (isLacking) askFor(room, seq);
  }, [isLacking, room, seq]);
  return (
    <button
      type="button"
      class="quote"
      title="Show the message"
      onClick={() => seek(room, seq)}
    >
      <Icon of="reply" />
      <span class="unseen">Answers </span>
      {message ? <Beginning message={message} /> : "an older message"}
    </button>
  );
}

/** Whose a message is, and how it begins. */
export function Beginning({ message }: { message: Message }): JSX.Element {
  return (
    <>
      <Name id={message.by} name={message.name} />{" "}
      <span class="what" dir="auto">
        {message.gone ? "Message deleted" : beginningOf(message.text)}
      </span>
    </>
  );
}

function beginningOf(text: string): string {
  return plain(format(text.slice(0, 300)))
    .replace(/\s+/g, " ")
    .trim();
}
