// One-time links: `#/owner/TOKEN` and `#/reset/TOKEN`. The token is a secret: it is taken out of the address, and with it
// out of the history, before anything else is done, and lives in this page only.
import { signal } from "@preact/signals";

export interface Link {
  readonly for: "owner" | "reset";
  readonly token: string;
}

/** The link that was followed and is not done with. */
export const link = signal<Link>();

/** Takes the link out of the address, if it is one: `before` is there instead. */
export function takeLink(before = location.pathname + location.search): void {
  const [, way, token] = /^#\/(owner|reset)\/(.+)$/.exec(location.hash) ?? [];
  if ((way !== "owner" && way !== "reset") || !token) return;
  history.replaceState(history.state, "", before);
  link.value = { for: way, token };
}

export function endLink(): void {
  link.value = undefined;
}
