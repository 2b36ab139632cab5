// What one is doing to a message: answering or editing it in the composer, or about to delete it.
import { KoineError, type Message, type RoomState } from "@koine/client";
import { signal } from "@preact/signals";
import { client, me, messageOf } from "./client.ts";
import { lastOwn } from "./lib/lines.ts";
import { keepDraft } from "./model.ts";

export interface About {
  readonly do: "reply" | "edit" | "delete";
  readonly room: string;
  readonly message: Message;
}

/** One at a time. */
export const about = signal<About>();

export function aboutIn(
  room: RoomState,
  does: About["do"],
): Message | undefined {
  const now = about.value;
  return now?.room === room.id && now.do === does ? now.message : undefined;
}

export function begin(does: About["do"], message: Message): void {
  // The text to be edited is the draft to begin with.
  if (does === "edit") keepDraft(draftAt(message), message.text);
  about.value = { do: does, room: message.room, message };
}

/** What the draft of an edit is kept by. */
export function draftAt({ room, seq }: Message): string {
  return `${room}#${seq}`;
}

export function stop(): void {
  about.value = undefined;
}

/** Whether there was one. */
export function editLast(room: RoomState): boolean {
  const message = lastOwn(room.entries, me.value?.id);
  if (message) begin("edit", message);
  return message !== undefined;
}

/** Says it, as what the composer is for now. Returns what stands against it, or undefined when the text is taken. */
export function send(room: RoomState, text: string): string | undefined {
  const edited = aboutIn(room, "edit");
  const answered = aboutIn(room, "reply");
  const refusal = attempt(() => {
    if (edited === undefined)
      return client.say(room.id, text, answered && { reply: answered.seq });
    return edited.text === text
      ? undefined
      : client.edit(room.id, edited.seq, text);
  });
  if (refusal === undefined && (edited ?? answered)) stop();
  return refusal;
}

export function react(
  room: string,
  seq: number,
  reaction: string,
  on: boolean,
): void {
  attempt(() => client.react(room, seq, reaction, on));
}

export function remove({ room, seq }: Message): void {
  attempt(() => client.delete(room, seq));
}

/** What goes wrong later is told beside the message. */
function attempt(
  act: () => ReturnType<typeof client.say> | undefined,
): string | undefined {
  try {
    act()?.kept.catch(() => undefined);
    return undefined;
  } catch (error) {
    if (error instanceof KoineError) return messageOf(error);
    throw error;
  }
}
