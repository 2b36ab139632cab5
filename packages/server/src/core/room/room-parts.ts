// What a room is made of, and how one enters it.
import type { Live, Person, RoomId } from "../entries.ts";
import type { Ear } from "../line.ts";
import type { LogState, RoomLog } from "../ports/log.ts";
import type { RoomRole } from "../ports/room-store.ts";
import type { Tally } from "../tally.ts";

export interface RoomParts {
  readonly log: RoomLog;
  readonly tally: Tally;
  /** Members above which joins and leaves are told together and the list is not sent unasked. */
  readonly bigRoom: number;
  /** Told when the room has another title, which it has by then. */
  readonly retitled: (room: RoomId) => void;
}

/** What is known of a room beside its record. */
export interface RoomView {
  readonly state: LogState;
  readonly isLobby: boolean;
  /** Of a direct room, as they were called when it was opened; else nobody. */
  readonly people: readonly Person[];
}

/** How a session enters. */
export interface Entering {
  readonly session: string;
  readonly ear: Ear;
  /** The entry behind which it begins. */
  readonly cursor: number;
  readonly nick: string | undefined;
  readonly isHidden: boolean;
  /** Of a member: his role there, and what he has read up to. */
  readonly role?: RoomRole | undefined;
  readonly read?: number | undefined;
  readonly live: Live;
}
