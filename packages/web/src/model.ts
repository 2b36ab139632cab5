// The rooms: which one is shown, what there is to join, and what a person can do in them.
import type { RoomState } from "@koine/client";
import { format, plain } from "@koine/client/format";
import { computed, effect, signal } from "@preact/signals";
import {
  client,
  connection,
  lobby,
  me,
  messageOf,
  muted,
  rooms,
} from "./client.ts";
import { addressee } from "./direct.ts";
import { goTo, goToList, place, replacePlace } from "./route.ts";

type Rooms = Awaited<ReturnType<(typeof client)["rooms"]>>["rooms"];

/** Which room a place was last: it may be called otherwise since. */
let found = { place: "", id: "" };

/** The room of the place, once it is known. */
export const current = computed(() => {
  void rooms.value;
  const now = place.value;
  if (!now) return undefined;
  const room =
    client.room(now) ??
    (now === found.place ? client.room(found.id) : undefined);
  if (room) found = { place: now, id: room.id };
  return room;
});

/** What to call the place. */
export const placeName = computed(() => {
  if (current.value) return current.value.title;
  if (addressee.value) return addressee.value.name;
  // An id says nothing to a person.
  return place.value.startsWith("~") ? "" : place.value;
});

export const ownRooms = computed(() =>
  [...rooms.value.values()].filter(({ access }) => access !== "direct"),
);

/** The conversations with one person. */
export const directs = computed(() =>
  [...rooms.value.values()].filter(({ access }) => access === "direct"),
);

/** The public rooms, as they were when last asked for. */
const publicRooms = signal<Rooms>([]);

/** The public rooms that this person is not in. */
export const others = computed(() =>
  publicRooms.value.filter(({ room }) => !rooms.value.has(room)),
);

/** Why the room of the place could not be opened. */
export const notOpened = signal<string>();

/** What is unread in all rooms, for the window's title: stronger where it is for this person. */
const news = computed(() => {
  let unread = 0;
  let forMe = 0;
  for (const room of rooms.value.values()) {
    unread += room.unread;
    forMe += unreadForMe(room);
  }
  if (forMe > 0) return `(@${forMe}) `;
  return unread > 0 ? `(${unread}) ` : "";
});

/** What is said to one alone is, whether it calls one by name or not. */
export function unreadForMe({ access, unread, mentions }: RoomState): number {
  return access === "direct" ? unread : mentions;
}

/** The last line of another person in the room that is shown, for screen readers. */
export const heard = signal("");

/** Whether list and room stand beside each other. */
const wide = matchMedia("(width >= 44rem)");

/** What is written and not sent yet, by place. */
const drafts = new Map<string, string>();

client.hear((entry) => {
  if (entry.room !== current.value?.id || entry.by === me.value?.id) return;
  heard.value = `${entry.name}: ${plain(format(entry.text))}`;
});

effect(() => {
  const title = placeName.value;
  document.title = `${news.value}${title ? `${title} · ` : ""}Koine`;
});

// Coming online, and every join and leave, may change what there is to join.
effect(() => {
  void rooms.value.size;
  if (connection.value.is === "online") void refreshOthers();
});

// The place is a wish: whoever goes to a room is in it from then on.
effect(() => {
  const wish = place.value;
  if (!lobby.value || !wish || addressee.value) return;
  notOpened.value = undefined;
  if (!client.room(wish)) void open(wish);
});

// An address may call the room by its id or in other letters.
effect(() => {
  if (current.value) replacePlace(placeOf(current.value));
});

/** What the address calls it. A direct room has no title of its own, a private one may share it. */
export function placeOf({ id, title, access }: RoomState): string {
  return access === "direct" || access === "private" ? id : title;
}

/** Whether one is not, or no more, in a room of the list. */
export function isOut({ presence }: RoomState): boolean {
  return presence.is === "left" || presence.is === "refused";
}

export function maySpeak(room: RoomState): boolean {
  return !isOut(room) && !room.isArchived && mutedIn(room) === undefined;
}

/** Why one may not say anything, and until when. */
export function mutedIn(room: RoomState): RoomState["muted"] {
  return room.muted ?? muted.value;
}

/** Where nothing else is wished for. */
export function showFirstRoom(): void {
  if (place.value) return;
  const first = firstRoom();
  if (!first) return;
  // On a phone the list is where the back button leads to.
  if (wide.matches) replacePlace(first);
  else goTo(first);
}

function firstRoom(): string | undefined {
  const [room] = ownRooms.value;
  if (!lobby.value || !room || rooms.value.has(lobby.value.room))
    return lobby.value?.title;
  return placeOf(room);
}

async function open(wish: string): Promise<void> {
  try {
    const room = await client.join(wish);
    if (place.value === wish) replacePlace(placeOf(room));
  } catch (error) {
    if (place.value === wish) notOpened.value = messageOf(error);
  }
}

export function retry(key: string): void {
  client.retry(key).kept.catch(() => undefined);
}

export function discard(key: string): void {
  client.discard(key);
}

export async function leave(room: RoomState): Promise<void> {
  const next = ownRooms.value.find(({ id }) => id !== room.id);
  if (wide.matches) replacePlace(next ? placeOf(next) : "");
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

/** So many pages are read back for one message. */
const pagesBack = 25;

/** Until the message is there, if it can be had. */
export async function loadBack(id: string, seq: number): Promise<void> {
  try {
    for (let page = 0; page < pagesBack; page++) {
      const room = client.room(id);
      const oldest = room?.entries[0]?.seq ?? 0;
      if (oldest <= seq || !room?.hasOlder) return;
      await client.loadOlder(id, 200);
    }
  } catch {
    // Then what is there is shown.
  }
}

/** A message that another answers. */
export function askFor(room: string, seq: number): void {
  client.quote(room, seq).catch(() => undefined);
}

/** With roles and presence, which are not told unasked. */
export function askMembers(room: RoomState): void {
  client.loadMembers(room.id).catch(() => undefined);
}

/** One is writing there. */
export function typing(room: RoomState): void {
  client.typing(room.id);
}

export function seen(room: RoomState): void {
  client.seen(room.id);
}

export function draftOf(at: string): string {
  return drafts.get(at) ?? "";
}

export function keepDraft(at: string, text: string): void {
  drafts.set(at, text);
}

/** Another person comes to this page. */
export function forgetRooms(): void {
  drafts.clear();
  publicRooms.value = [];
  if (addressee.value ?? current.value?.access === "direct") replacePlace("");
}

export async function refreshOthers(): Promise<void> {
  if (connection.value.is !== "online") return;
  try {
    publicRooms.value = (await client.rooms({ limit: 200 })).rooms;
  } catch {
    // What was there before is still better than nothing; it is asked again soon.
  }
}
