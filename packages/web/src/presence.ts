// Away: after a while without a key or a touch, or while the page is not to be seen. And who of one's conversations is here.
import type { PersonPresence, RoomState } from "@koine/client";
import { effect } from "@preact/signals";
import { client, connection, me } from "./client.ts";
import { askMembers, directs } from "./model.ts";

const awayAfter = 10 * 60_000;
/** So many conversations are asked after at a time of being online; the others as they are opened. */
const most = 50;

let timer: ReturnType<typeof setTimeout> | undefined;

export function watchPresence(): void {
  for (const event of ["pointerdown", "pointermove", "keydown", "wheel"])
    addEventListener(event, awake, { passive: true });
  document.addEventListener("visibilitychange", awake);
  addEventListener("focus", awake);
  awake();
  effect(askWhoIsHere);
}

function awake(): void {
  clearTimeout(timer);
  client.away(document.hidden);
  if (!document.hidden) timer = setTimeout(() => client.away(true), awayAfter);
}

/** Those whose people were asked for since one is online. */
let asked = new Set<string>();
let since = 0;

function askWhoIsHere(): void {
  const now = connection.value;
  if (now.is !== "online") return;
  if (now.since !== since) asked = new Set();
  since = now.since;
  for (const room of directs.value) {
    if (asked.size >= most) return;
    if (room.presence.is !== "here" || asked.has(room.id)) continue;
    asked.add(room.id);
    askMembers(room);
  }
}

/** Of whom a conversation of two is with; undefined where it is not known. */
export function presenceIn({ members }: RoomState): PersonPresence | undefined {
  return members.find(({ id }) => id !== me.value?.id)?.presence;
}
