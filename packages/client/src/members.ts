// Asks who is in a room: when an app wants to know, and when the server does not tell by itself.
import type { Connection } from "./connection.ts";
import { LIST } from "./people.ts";
import { persist } from "./persist.ts";
import type { Platform } from "./platform.ts";
import type { Room } from "./room.ts";

/** So long the server has, after a join, to send the list by itself, in milliseconds. */
const UNASKED = 250;
/** So long more may come whose role is not known before the list is asked for once more. */
const ROLES = 2_000;

export interface MembersOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly onChange: () => void;
}

export class Members {
  readonly #options: MembersOptions;
  readonly #loading = new Map<Room, Promise<void>>();
  readonly #lacking = new Set<Room>();

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
    this.#after(UNASKED, room, () => room.members.lists === lists);
  }

  /** Someone has come: his role is asked for where the others' are known. */
  complete(room: Room): void {
    if (!room.members.lacksRoles || this.#lacking.has(room)) return;
    this.#lacking.add(room);
    this.#after(ROLES, room, () => {
      this.#lacking.delete(room);
      return room.members.lacksRoles;
    });
  }

  #after(ms: number, room: Room, isLacking: () => boolean): void {
    this.#options.platform.after(ms, () => {
      if (isLacking() && room.presence.is === "here") this.refresh(room);
    });
  }

  async #load(room: Room): Promise<void> {
    const { connection, platform, onChange } = this.#options;
    // Whether the people of a direct room are there is of interest, too.
    const all = room.isDirect ? { all: true } : {};
    for (let isStale = true; isStale;) {
      isStale = await persist(connection, platform, (link) => {
        room.members.asking();
        const params = { room: room.id, limit: LIST, ...all };
        return link.request("members", params, ({ members, count }) => {
          const mustAskAgain = room.members.answered(members, count);
          room.touch();
          onChange();
          return mustAskAgain;
        });
      });
    }
  }
}
