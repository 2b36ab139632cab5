// What one client calls the rooms that it is in. It goes on doing so when a room has another title: then its requests
// are about the room all the same.
import type { RoomId } from "../../core/entries.ts";

/** So many names are remembered, and none longer than this, in UTF-16 units. */
const NAMES_MOST = 200;
const LENGTH_MOST = 512;

export class KnownRooms {
  readonly #ids = new Map<string, RoomId>();

  /** He came into a room by this name, or was told that it is called so. */
  note(name: string, room: RoomId): void {
    if (name.length > LENGTH_MOST) return;
    this.#ids.delete(name);
    this.#ids.set(name, room);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > NAMES_MOST && oldest !== undefined)
      this.#ids.delete(oldest);
  }

  /** What a verb is to be called with for this name: a room that he `isIn`, or else the name. */
  ref(name: string, isIn: (room: RoomId) => boolean): string {
    const id = this.#ids.get(name);
    return id !== undefined && isIn(id) ? id : name;
  }
}
