// Asks once a connection which rooms one is a member of, and how one stands to each: those of before on a new device,
// those begun while it was cut off, those left elsewhere, and what is unread.
import type { Result } from "@koine/protocol";
import type { Connection } from "./connection.ts";
import type { Entering } from "./entering.ts";
import { isCut, isPassing } from "./errors.ts";
import type { Joining } from "./joining.ts";
import type { Link } from "./link.ts";
import { pause } from "./persist.ts";
import type { Platform } from "./platform.ts";
import type { Reading } from "./reading.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

/** The server tells of no more. */
const LIST = 1_000;

export interface MembershipsOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly entering: Entering;
  readonly joining: Joining;
  readonly rooms: Rooms;
  readonly reading: Reading;
  /** So many rooms are joined by themselves. */
  readonly most: number;
  readonly me: () => string;
  readonly onChange: () => void;
}

export class Memberships {
  readonly #options: MembershipsOptions;
  /** Who was answered last: a conversation that he did not have then is news. */
  #answered: string | undefined;

  constructor(options: MembershipsOptions) {
    this.#options = options;
  }

  /** Online: rooms go on where they were, and those that are not here yet are joined. Who has just come has none. */
  begin(link: Link, isNewcomer: boolean): void {
    const { entering, me } = this.#options;
    if (!isNewcomer) return void this.#ask(link);
    this.#answered = me();
    entering.all(link);
  }

  /** How one stands to the rooms may have changed. */
  refresh(): void {
    const link = this.#options.connection.live;
    if (link !== undefined) void this.#ask(link);
  }

  async #ask(link: Link): Promise<void> {
    const { connection, platform, entering, rooms } = this.#options;
    // After a cut it is asked for anew.
    while (connection.live === link) {
      const before = [...rooms];
      const left = before.filter(({ presence }) => presence.is === "left");
      try {
        return await link.request("memberships", {}, (answer) =>
          this.#answer(answer.rooms, before, left, link),
        );
      } catch (error) {
        if (isCut(error)) return;
        if (!isPassing(error)) return entering.all(link);
        await pause(platform);
      }
    }
  }

  #answer(
    standings: Result<"memberships">["rooms"],
    before: readonly Room[],
    left: readonly Room[],
    link: Link,
  ): void {
    const { entering, joining, rooms, reading } = this.#options;
    const { most, me, onChange } = this.#options;
    const ids = new Set(standings.map(({ room }) => room));
    if (standings.length < LIST)
      for (const room of before)
        if (room.isMember && !ids.has(room.id))
          joining.leftElsewhere(room, link);
    // Entered again elsewhere. Who was sent out meanwhile does not come back by himself.
    for (const room of left)
      if (room.presence.is === "left" && ids.has(room.id))
        room.presence = { is: "joining" };
    const isNews = this.#answered === me();
    this.#answered = me();
    const unknown = standings.filter(
      (each) => rooms.get(each.room) === undefined && !joining.isLeaving(each),
    );
    // Those joined last are the ones that count.
    const first = Math.max(0, unknown.length + [...rooms].length - most);
    for (const standing of unknown.slice(first))
      joining.found(standing, isNews);
    for (const standing of standings) {
      const known = rooms.get(standing.room);
      known?.stands(standing);
      if (known !== undefined) reading.look(known);
    }
    onChange();
    entering.all(link);
  }
}
