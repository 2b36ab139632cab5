// The open rooms by title: the public and closed ones only, since a private room's title shows nobody that it exists.
import type { RoomId } from "../entries.ts";
import { isRoomId } from "../ids.ts";
import { foldTitle } from "../people/names.ts";
import type { Room } from "./room.ts";

interface Keys {
  readonly title: string;
  readonly folded: string;
}

export class OpenTitles {
  /** Titles as clients write them, so that a room already open is found without folding. */
  readonly #byTitle = new Map<string, Room>();
  readonly #byFolded = new Map<string, Room>();
  readonly #keys = new Map<RoomId, Keys>();

  get(title: string): Room | undefined {
    return (
      this.#byTitle.get(title) ??
      (isRoomId(title) || title.includes("\0")
        ? undefined
        : this.#byFolded.get(foldTitle(title)))
    );
  }

  /** Under the title that it has now; again when it has another, or when who may know of it has changed. */
  set(room: Room): void {
    this.delete(room);
    if (!room.isListed) return;
    const { id, title, folded } = room;
    this.#byTitle.set(title, room);
    this.#byFolded.set(folded, room);
    this.#keys.set(id, { title, folded });
  }

  delete({ id }: Room): void {
    const keys = this.#keys.get(id);
    if (keys === undefined) return;
    this.#keys.delete(id);
    // Another room may have the title by now.
    if (this.#byTitle.get(keys.title)?.id === id)
      this.#byTitle.delete(keys.title);
    if (this.#byFolded.get(keys.folded)?.id === id)
      this.#byFolded.delete(keys.folded);
  }
}
