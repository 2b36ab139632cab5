// Tells the server how far one has read, and asks it for what is unread where that is not known here: at once, then at
// most once a second with all there is.
import type { Connection } from "./connection.ts";
import { isCut, isPassing } from "./errors.ts";
import type { Cancel, Platform } from "./platform.ts";
import type { Room } from "./room.ts";

const PAUSE = 1_000;

export interface ReadingOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly onChange: () => void;
}

export class Reading {
  readonly #options: ReadingOptions;
  readonly #due = new Set<Room>();
  #endPause: Cancel | undefined;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  /** Everything up to `seq` was read. */
  mark(room: Room, seq: number): void {
    if (!room.unread.mark(Math.min(seq, room.log.cursor))) return;
    room.touch();
    this.#options.onChange();
    this.look(room);
  }

  /** Whatever the server does not know of the room, or is not known of it here; also what was lost in a cut. */
  look(room: Room): void {
    // Joined, it is looked at again.
    if (!room.unread.isDue || room.presence.is !== "here") return;
    this.#due.add(room);
    if (this.#endPause === undefined) this.flush();
  }

  /** Sends what waits. */
  flush(): void {
    this.#endPause?.();
    this.#endPause = undefined;
    if (this.#due.size === 0) return;
    this.#endPause = this.#options.platform.after(PAUSE, () => this.flush());
    const rooms = [...this.#due];
    this.#due.clear();
    for (const room of rooms) void this.#send(room);
  }

  rest(): void {
    this.#endPause?.();
    this.#endPause = undefined;
    this.#due.clear();
  }

  async #send(room: Room): Promise<void> {
    const { connection, onChange } = this.#options;
    const link = connection.live;
    if (link === undefined || room.presence.is !== "here") return;
    const { id, unread } = room;
    try {
      await link.request("read", { room: id, seq: unread.read }, (told) => {
        room.told(told);
        onChange();
      });
    } catch (error) {
      if (!isPassing(error) || isCut(error)) return;
      this.#due.add(room);
      if (this.#endPause === undefined)
        this.#endPause = this.#options.platform.after(PAUSE, () =>
          this.flush(),
        );
    }
  }
}
