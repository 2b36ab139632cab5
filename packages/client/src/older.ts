// Pages of older entries, put before those that a room shows.
import type { Connection } from "./connection.ts";
import { persist } from "./persist.ts";
import type { Platform } from "./platform.ts";
import type { Room } from "./room.ts";

export interface OlderOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly onChange: () => void;
}

export class Older {
  readonly #options: OlderOptions;
  readonly #loading = new Map<Room, Promise<number>>();

  constructor(options: OlderOptions) {
    this.#options = options;
  }

  /** How many were put before. Calls made meanwhile share the answer. */
  load(room: Room, limit: number): Promise<number> {
    let loading = this.#loading.get(room);
    if (loading === undefined) {
      loading = this.#load(room, limit).finally(() =>
        this.#loading.delete(room),
      );
      this.#loading.set(room, loading);
    }
    return loading;
  }

  async #load(room: Room, limit: number): Promise<number> {
    if (!room.hasOlder) return 0;
    const { connection, platform, onChange } = this.#options;
    const { id, epoch, oldest: before } = room;
    return persist(connection, platform, (link) =>
      link.request("history", { room: id, before, limit }, (page) => {
        // The list may have started over, or been cut, meanwhile.
        if (page.epoch !== epoch || room.oldest !== before) return 0;
        const loaded = room.prepend(page);
        onChange();
        return loaded;
      }),
    );
  }
}
