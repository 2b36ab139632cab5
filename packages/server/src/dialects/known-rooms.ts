// The names by which one client knows rooms: those that it came into, and goes on calling so when they have another
// title; or those that it was invited to.
import type { RoomId } from "../core/entries.ts";

/** So many names are remembered, and none longer than this, in UTF-16 units. */
const NAMES_MOST = 200;
const LENGTH_MOST = 512;

export class KnownRooms {
  readonly #ids = new Map<string, RoomId>();

  /** From now on the name is this room's. */
  note(name: string, room: RoomId): void {
    if (name.length > LENGTH_MOST) return;
    this.#ids.delete(name);
    this.#ids.set(name, room);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > NAMES_MOST && oldest !== undefined)
      this.#ids.delete(oldest);
  }

  find(name: string): RoomId | undefined {
    return this.#ids.get(name);
  }
}
