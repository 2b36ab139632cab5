// How many bans and mutes there may be. Whoever has rooms of his own fills up neither those of others nor the whole chat's:
// of too many, one of his gives way.
import type { RoomId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Sanction } from "../ports/house-store.ts";

/** As many as a store keeps. */
const MOST = 10_000;
/** Those of all rooms together: the rest is for the whole chat. */
const OF_ROOMS = 8_000;
const OF_ONE_ROOM = 200;

const lift = "Lift some that are needed no more.";

/** What is counted of one. */
export type Placed = Pick<Sanction, "room" | "owner">;

/** Whose they are: all of an owner's rooms together, those of all guests too; a room of nobody by itself. */
export const holderOf = ({ room, owner }: Placed): string | undefined =>
  room && (owner ?? room);

export class SanctionPlaces {
  readonly #ofRoom = new Map<RoomId, number>();
  /** By `holderOf`. */
  readonly #ofHolder = new Map<string, number>();
  #inRooms = 0;
  #inAll = 0;

  /** How many are to give way. */
  get tooMany(): number {
    return Math.max(0, this.#inRooms - OF_ROOMS, this.#inAll - MOST);
  }

  /** Counts so many more, or less. */
  count(placed: Placed, more: number): void {
    this.#inAll += more;
    const holder = holderOf(placed);
    if (holder === undefined || placed.room === undefined) return;
    this.#inRooms += more;
    add(this.#ofRoom, placed.room, more);
    add(this.#ofHolder, holder, more);
  }

  /** Who has most. */
  largestHolder(): string | undefined {
    let largest: string | undefined;
    let most = 0;
    for (const [holder, count] of this.#ofHolder)
      if (count > most) [largest, most] = [holder, count];
    return largest;
  }

  /** Why there is no place for so many more; undefined when there is, or others give way. */
  refusal({ room }: Placed, more: number): ChatError | undefined {
    if (more === 0) return undefined;
    if (
      room !== undefined &&
      (this.#ofRoom.get(room) ?? 0) + more > OF_ONE_ROOM
    )
      return new ChatError(
        "too_many",
        `A room has at most ${OF_ONE_ROOM} bans and mutes. ${lift}`,
      );
    // Those of the whole chat do not give way.
    if (this.#inAll - this.#inRooms + more <= MOST) return undefined;
    return new ChatError(
      "too_many",
      `There are ${MOST} bans and mutes. ${lift}`,
    );
  }
}

function add(counts: Map<string, number>, key: string, more: number): void {
  const now = (counts.get(key) ?? 0) + more;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}
