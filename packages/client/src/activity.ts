// What one tells of oneself: that one is away from this connection, and that one is writing.
import type { Connection } from "./connection.ts";
import type { Link } from "./link.ts";
import type { Platform } from "./platform.ts";
import type { Room } from "./room.ts";

/** The server takes it no more often, in milliseconds. */
const PAUSE = 3_000;

export class Activity {
  readonly #connection: Connection;
  readonly #platform: Platform;
  readonly #typed = new WeakMap<Room, number>();
  #isAway = false;

  constructor(connection: Connection, platform: Platform) {
    this.#connection = connection;
    this.#platform = platform;
  }

  set isAway(isAway: boolean) {
    if (this.#isAway === isAway) return;
    this.#isAway = isAway;
    this.#tell(this.#connection.live);
  }

  /** A new session is not away. */
  begin(link: Link): void {
    if (this.#isAway) this.#tell(link);
  }

  #tell(link: Link | undefined): void {
    void link?.request("away", { away: this.#isAway }).catch(() => undefined);
  }

  typing(room: Room): void {
    const now = this.#platform.now();
    const link = this.#connection.live;
    const before = this.#typed.get(room);
    if (link === undefined || room.presence.is !== "here") return;
    if (before !== undefined && now - before < PAUSE) return;
    this.#typed.set(room, now);
    void link.request("typing", { room: room.id }).catch(() => undefined);
  }
}
