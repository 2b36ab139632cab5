// Where the person is: the address's fragment names the room, no fragment is the list of rooms.
// Rooms are plain links, so the browser's own history does the rest.
import { signal } from "@preact/signals";
import { takeLink } from "./link.ts";

takeLink();

/** The room's title as the address has it; "" for the list. */
export const place = signal(read(location.hash));

addEventListener("hashchange", ({ oldURL }) => {
  // Opened in a page that is there already.
  takeLink(oldURL);
  place.value = read(location.hash);
  const cameFromList = read(new URL(oldURL).hash) === "";
  if (cameFromList && place.value && !history.state) {
    history.replaceState("from the list", "");
  }
});

export function linkTo(title: string): string {
  return `#${encodeURIComponent(title)}`;
}

/** A step of its own: the back button returns. */
export function goTo(title: string): void {
  location.hash = linkTo(title);
}

/** The same place under another name. */
export function replacePlace(title: string): void {
  if (title === place.value) return;
  const address = title ? linkTo(title) : location.pathname + location.search;
  history.replaceState(history.state, "", address);
  place.value = title;
}

/** Back to the list, without making the way back longer. */
export function goToList(): void {
  if (history.state) history.back();
  else replacePlace("");
}

function read(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}
