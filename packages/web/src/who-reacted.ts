// Who gave a reaction is told where the mouse or the focus is, or after a long touch; and asked for only then.
import type { Message } from "@koine/client";
import type { Result } from "@koine/protocol";
import { signal } from "@preact/signals";
import { client, me, messageOf } from "./client.ts";
import { whoReacted } from "./lib/who-reacted.ts";

type Reactions = NonNullable<Message["reactions"]>;
type Reactors = Result<"reactions">["reactions"];

interface Told {
  readonly room: string;
  readonly seq: number;
  readonly reaction: string;
  /** "" while it is asked for. */
  readonly who: string;
}

/** One at a time. */
const told = signal<Told>();

/** So many are asked for; more are counted only. */
const most = 500;

/** Of reactions that are others since, it is asked again. */
const answers = new WeakMap<Reactions, Promise<Reactors>>();

/** A touch has no way to leave; one elsewhere is its end. */
addEventListener("pointerdown", ({ target }) => {
  if (!(target instanceof Element && target.closest(".reactions"))) hush();
});

export function hush(): void {
  told.value = undefined;
}

export function toldAt({ room, seq }: Message): Told | undefined {
  const now = told.value;
  return now?.room === room && now.seq === seq ? now : undefined;
}

export async function tell(message: Message, reaction: string): Promise<void> {
  const { room, seq, reactions } = message;
  const given = reactions?.find((each) => each.reaction === reaction);
  if (!reactions || !given) return hush();
  const before = told.peek();
  const isSame =
    before?.room === room && before.seq === seq && before.reaction === reaction;
  const now: Told = { room, seq, reaction, who: isSame ? before.who : "" };
  told.value = now;
  const who = await reactorsOf(message, reactions).then(
    (reactors) => whoReacted(given, reactors, me.peek()?.id),
    messageOf,
  );
  // Something else may be asked for since.
  if (told.peek() === now) told.value = { ...now, who };
}

function reactorsOf(
  { room, seq }: Message,
  reactions: Reactions,
): Promise<Reactors> {
  const known = answers.get(reactions);
  if (known) return known;
  const asked = client
    .ask("reactions", { room, seq, limit: most })
    .then((answer) => answer.reactions);
  answers.set(reactions, asked);
  asked.catch(() => answers.delete(reactions));
  return asked;
}
