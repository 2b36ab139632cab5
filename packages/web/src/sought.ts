// The message that someone wants to see, since another answers it: wherever in the log it is, it comes into view.
import { signal } from "@preact/signals";

interface Sought {
  readonly room: string;
  readonly seq: number;
}

export const sought = signal<Sought>();

/** So long it is marked, in milliseconds. */
const marked = 2_000;

export function seek(room: string, seq: number): void {
  sought.value = { room, seq };
}

/** Once it is drawn; where it could not be had, nothing happens. */
export function reveal(log: HTMLElement | null, seq: number): void {
  const line = log?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
  line?.scrollIntoView({ block: "center" });
  line?.focus({ preventScroll: true });
  const backgroundColor = ["var(--chosen)", "var(--chosen)", "transparent"];
  line?.animate({ backgroundColor }, marked);
}
