// Conversations with one person. The address of one that has not begun is `@` and the name; then it is its room's id.
import type { Person, RoomState } from "@koine/client";
import { computed, effect } from "@preact/signals";
import { client, me, messageOf, rooms } from "./client.ts";
import { goTo, place, replacePlace } from "./route.ts";

/** Whom a name in an address means, where someone was chosen. */
const chosen = new Map<string, Person>();

/** Whom the place is for, when nothing has been said there yet; the id is "" where only a name is known. */
export const addressee = computed<Person | undefined>(() => {
  if (!place.value.startsWith("@")) return undefined;
  const name = place.value.slice(1);
  return chosen.get(name) ?? { id: "", name };
});

// It begins with the first message, from whichever side.
effect(() => {
  const room = addressee.value && roomWith(addressee.value);
  if (room) replacePlace(room.id);
});

export function openDirect(person: Person): void {
  if (person.id === me.value?.id) return;
  chosen.set(person.name, person);
  goTo(roomWith(person)?.id ?? `@${person.name}`);
}

/** Returns what stands against it, or undefined when it is kept. */
export async function whisper(
  to: Person,
  text: string,
): Promise<string | undefined> {
  try {
    const { room } = await client.whisper(to.id || to.name, text);
    if (addressee.value?.name === to.name) replacePlace(room);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function roomWith({ id }: Person): RoomState | undefined {
  return [...rooms.value.values()].find(({ people }) =>
    people.some((person) => person.id === id),
  );
}
