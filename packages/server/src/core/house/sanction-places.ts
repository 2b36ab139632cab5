// How many bans and mutes there may be. Whoever has rooms of his own fills up neither those of others nor the whole chat's.
import type { RoomId } from "../entries.ts";
import { ChatError } from "../errors.ts";

/** As many as a store keeps. */
const MOST = 10_000;
/** Those of all rooms together: the rest is for the whole chat. */
const OF_ROOMS = 8_000;
const OF_ONE_ROOM = 200;

const lift = "Lift some that are needed no more.";

export class SanctionPlaces {
  readonly #taken = new Map<RoomId, number>();
  #inRooms = 0;
  #inAll = 0;

  /** Counts so many more, or less; of the whole chat without a room. */
  count(room: RoomId | undefined, more: number): void {
    this.#inAll += more;
    if (room === undefined) return;
    this.#inRooms += more;
    const now = (this.#taken.get(room) ?? 0) + more;
    if (now === 0) this.#taken.delete(room);
    else this.#taken.set(room, now);
  }

  /** Why there is no place for so many more; undefined when there is. */
  refusal(room: RoomId | undefined, more: number): ChatError | undefined {
    if (more === 0) return undefined;
    if (this.#inAll + more > MOST)
      return new ChatError(
        "too_many",
        `There are ${MOST} bans and mutes. ${lift}`,
      );
    if (room === undefined) return undefined;
    if ((this.#taken.get(room) ?? 0) + more > OF_ONE_ROOM)
      return new ChatError(
        "too_many",
        `A room has at most ${OF_ONE_ROOM} bans and mutes. ${lift}`,
      );
    if (this.#inRooms + more <= OF_ROOMS) return undefined;
    return new ChatError(
      "too_many",
      `All rooms together have ${OF_ROOMS} bans and mutes. ${lift}`,
    );
  }
}
