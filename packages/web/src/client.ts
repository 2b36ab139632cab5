// The page's one client, and its state as signals.
import { browserStore, Client, KoineError } from "@koine/client";
import { computed, signal } from "@preact/signals";

export const store = browserStore();
export const client = new Client({ url: location.origin, store });

const state = signal(client.state);
/** Not let in, and not in again since: trying again is no reason to show the chat. */
const isOut = signal(false);
client.subscribe((next) => {
  const { is } = next.connection;
  if (is === "refused" || is === "closed") isOut.value = true;
  if (is === "online") isOut.value = false;
  state.value = next;
});

export const connection = computed(() => state.value.connection);
export const me = computed(() => state.value.me);
export const lobby = computed(() => state.value.lobby);
export const rooms = computed(() => state.value.rooms);
export const muted = computed(() => state.value.muted);
export const notices = computed(() => state.value.notices);

/** Whether there is a chat to show, rather than the question for a name. */
export const isEntered = computed(() => me.value !== undefined && !isOut.value);

export function tryNow(): void {
  void client.start().catch(() => undefined);
}

export function dismiss(notice: number): void {
  client.dismiss(notice);
}

export function messageOf(error: unknown): string {
  return error instanceof KoineError ? error.message : String(error);
}
