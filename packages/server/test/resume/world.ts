// What all who take part share, and who they are.
import type { Deeds } from "./deeds.ts";
import type { Faults } from "./faults.ts";
import type { Net } from "./net.ts";
import type { Seen } from "./plain-room.ts";
import type { Progress } from "./progress.ts";
import type { Running } from "./running.ts";
import type { Heard, Words } from "./words.ts";

export interface World {
  readonly running: Running;
  readonly net: Net;
  readonly progress: Progress;
  readonly words: Words;
  readonly deeds: Deeds;
  readonly faults: Faults;
  readonly seed: number;
}

export interface Person {
  readonly name: string;
  /** Undefined for who comes with a name only. */
  readonly token: string | undefined;
  /** The ids of the rooms that he is in. */
  readonly rooms: readonly string[];
  /** Whether he may change topics and titles. */
  readonly isOwner: boolean;
}

/** One client of a person, under cuts. */
export interface Actor {
  readonly label: string;
  readonly person: Person;
  readonly token: string | undefined;
  /** The id that the server knows him by. */
  readonly id: string;
  readonly heard: Heard;
  /** Lives through so many cuts. */
  live(cuts: number): Promise<void>;
  /** Comes back, and has answers to all that was asked. */
  settle(): Promise<void>;
  /** Resolves when the room is known up to its head, and from its first entry on. */
  reach(room: string, head: number): Promise<void>;
  seen(room: string): Seen;
  /** What it is at, for whoever wonders why nothing happens. */
  readonly at: string;
  /** Everything it holds, to be searched. */
  dump(): string;
  close(): void;
}
