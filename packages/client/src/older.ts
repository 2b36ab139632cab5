// Pages of older entries, put before those that a room shows, and single messages that are quoted.
import type { Result } from "@koine/protocol";
import type { Connection } from "./connection.ts";
import type { Since } from "./log.ts";
import { persist } from "./persist.ts";
import type { Platform } from "./platform.ts";
import type { Room } from "./room.ts";

type Page = Result<"history">;

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

  /** How many were put before: some, unless there are none. Calls made meanwhile share the answer. */
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
    // A page may be all reactions and edits, which are not shown.
    while (room.log.hasOlder) {
      const loaded = await this.#page(
        room,
        room.log.from,
        limit,
        (page, since) => room.log.prepend(page, since),
      );
      // The list may have started over, or been cut, meanwhile.
      if (loaded === undefined) return 0;
      if (loaded > 0) return loaded;
    }
    return 0;
  }

  /** A message that is known from then on, if there is one with that seq. */
  async quote(room: Room, seq: number): Promise<void> {
    const { epoch } = room.log;
    for (let isThere = false; !isThere && room.log.epoch === epoch;)
      isThere =
        room.log.find(seq) !== undefined ||
        (await this.#page(room, seq + 1, 1, (page, since) =>
          room.log.quote(page, since, seq),
        ));
  }

  #page<T>(
    room: Room,
    before: number,
    limit: number,
    take: (page: Page, since: Since) => T,
  ): Promise<T> {
    const { connection, platform, onChange } = this.#options;
    return persist(connection, platform, (link) => {
      const since = room.log.asking();
      return link.request(
        "history",
        { room: room.id, before, limit },
        (page) => {
          const taken = take(page, since);
          room.touch();
          onChange();
          return taken;
        },
      );
    });
  }
}
