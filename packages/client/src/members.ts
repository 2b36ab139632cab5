// Asks who is in a room: when an app wants to know, and when the server does not tell by itself.
import type { Connection } from "./connection.ts";
import { LIST } from "./people.ts";
import { persist } from "./persist.ts";
import type { Platform } from "./platform.ts";
import type { Room } from "./room.ts";

/** So long the server has, after a join, to send the list by itself, in milliseconds. */
const UNASKED = 250;

export interface MembersOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly onChange: () => void;
}

export class Members {
  readonly #options: MembersOptions;
  readonly #loading = new Map<Room, Promise<void>>();

  constructor(options: MembersOptions) {
    this.#options = options;
  }

  /** Calls made meanwhile share the answer. */
  load(room: Room): Promise<void> {
    let loading = this.#loading.get(room);
    if (loading === undefined) {
      loading = this.#load(room).finally(() => this.#loading.delete(room));
      this.#loading.set(room, loading);
    }
    return loading;
  }

  /** Nobody waits for it: what refuses it is told elsewhere. */
  refresh(room: Room): void {
    this.load(room).catch(() => undefined);
  }

  /** Joined: asked for only where the server sends no list, as in big rooms. */
  expect(room: Room): void {
    // Nobody comes to a direct room, or goes.
    if (room.isDirect) return;
    const { lists } = room.members;
    this.#options.platform.after(UNASKED, () => {
      if (room.members.lists === lists && room.presence.is === "here")
        this.refresh(room);
    });
  }

  async #load(room: Room): Promise<void> {
    const { connection, platform, onChange } = this.#options;
    for (let isStale = true; isStale;) {
      isStale = await persist(connection, platform, (link) => {
        room.members.asking();
        return link.request(
          "members",
          { room: room.id, limit: LIST },
          ({ members, count }) => {
            const mustAskAgain = room.members.answered(members, count);
            room.touch();
            onChange();
            return mustAskAgain;
          },
        );
      });
    }
  }
}
