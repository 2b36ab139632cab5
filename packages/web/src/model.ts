// What the views show and what a person can do: the client's state as signals, and little beside it.
import {
  browserStore,
  Client,
  KoineError,
  type RoomState,
} from "@koine/client";
import { computed, effect, signal } from "@preact/signals";
import { goTo, goToList, place, replacePlace } from "./route.ts";

type Rooms = Awaited<ReturnType<Client["rooms"]>>["rooms"];

const store = browserStore();
const client = new Client({ url: location.origin, store });

const state = signal(client.state);
client.subscribe((next) => (state.value = next));

export const connection = computed(() => state.value.connection);
export const me = computed(() => state.value.me);
export const lobby = computed(() => state.value.lobby);
export const rooms = computed(() => state.value.rooms);

/** Whether there is a chat to show, rather than the question for a name. */
export const isEntered = computed(
  () => me.value !== undefined && connection.value.is !== "refused",
);

/** The room of the place, once it is known. */
export const current = computed(() => {
  void rooms.value;
  return place.value ? client.room(place.value) : undefined;
});

/** The public rooms, as they were when last asked for. */
const publicRooms = signal<Rooms>([]);

/** The public rooms that this person is not in. */
export const others = computed(() =>
  publicRooms.value.filter(({ room }) => !rooms.value.has(room)),
);

/** Why the room of the place could not be opened. */
export const notOpened = signal<string>();

export const unread = computed(() => {
  let sum = 0;
  for (const room of rooms.value.values()) sum += room.unread;
  return sum;
});

/** The last line of another person in the room that is shown, for screen readers. */
export const heard = signal("");

/** Whether list and room stand beside each other. */
const wide = matchMedia("(width >= 44rem)");

/** What is written and not sent yet, by room. */
const drafts = new Map<string, string>();

client.hear((entry) => {
  if (entry.room !== current.value?.id || entry.by === me.value?.id) return;
  heard.value = `${entry.name}: ${entry.text}`;
});

effect(() => {
  const title = current.value?.title ?? place.value;
  const count = unread.value > 0 ? `(${unread.value}) ` : "";
  document.title = `${count}${title ? `${title} · ` : ""}Koine`;
});

// Coming online, and every join and leave, may change what there is to join.
effect(() => {
  void rooms.value.size;
  if (connection.value.is === "online") void refreshOthers();
});

// The place is a wish: whoever goes to a room is in it from then on.
effect(() => {
  const wish = place.value;
  if (!lobby.value || !wish) return;
  notOpened.value = undefined;
  if (!client.room(wish)) void open(wish);
});

// An address may call the room by its id or in other letters.
effect(() => {
  if (current.value) replacePlace(current.value.title);
});

/** Comes in as the one that this browser knows, if it knows one. Returns the name to offer. */
export async function comeBack(): Promise<string> {
  const saved = await store.load();
  if (saved?.me) void enter();
  return saved?.me?.name ?? "";
}

/** Comes in under a name. What refuses it is told by `connection`. */
export async function enter(name?: string): Promise<void> {
  try {
    await client.start(name === undefined ? {} : { name });
  } catch {
    return;
  }
  if (place.value) return;
  const first = firstRoom();
  if (!first) return;
  // On a phone the list is where the back button leads to.
  if (wide.matches) replacePlace(first);
  else goTo(first);
}

function firstRoom(): string | undefined {
  const { lobby, rooms } = state.value;
  const [room] = rooms.values();
  if (!lobby || !room || rooms.has(lobby.room)) return lobby?.title;
  return room.title;
}

async function open(wish: string): Promise<void> {
  try {
    const room = await client.join(wish);
    if (place.value === wish) replacePlace(room.title);
  } catch (error) {
    if (place.value === wish) notOpened.value = messageOf(error);
  }
}

export function tryNow(): void {
  void client.start().catch(() => undefined);
}

/** Returns what stands against it, or undefined when it is done. */
export async function rename(name: string): Promise<string | undefined> {
  try {
    await client.rename(name);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Returns what stands against it, or undefined when the text is taken. */
export function say(room: RoomState, text: string): string | undefined {
  try {
    client.say(room.id, text).kept.catch(() => undefined);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

export function retry(key: string): void {
  client.retry(key).kept.catch(() => undefined);
}

export function discard(key: string): void {
  client.discard(key);
}

export async function leave(room: RoomState): Promise<void> {
  const next = [...rooms.value.values()].find(({ id }) => id !== room.id);
  if (wide.matches) replacePlace(next?.title ?? "");
  else goToList();
  await client.leave(room.id).catch(() => undefined);
}

export function joinAgain(room: RoomState): void {
  // A refusal is told by the room's presence.
  client.join(room.id).catch(() => undefined);
}

export async function loadOlder(room: RoomState): Promise<void> {
  await client.loadOlder(room.id).catch(() => undefined);
}

export function seen(room: RoomState): void {
  client.seen(room.id);
}

export function draftOf(room: RoomState): string {
  return drafts.get(room.id) ?? "";
}

export function keepDraft(room: RoomState, text: string): void {
  drafts.set(room.id, text);
}

export async function refreshOthers(): Promise<void> {
  if (connection.value.is !== "online") return;
  try {
    publicRooms.value = (await client.rooms({ limit: 200 })).rooms;
  } catch {
    // What was there before is still better than nothing; it is asked again soon.
  }
}

function messageOf(error: unknown): string {
  return error instanceof KoineError ? error.message : String(error);
}
