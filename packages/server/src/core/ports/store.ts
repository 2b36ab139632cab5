// What remembers: the ports of the log, of rooms, of people and of the house together.
import type { HouseStore } from "./house-store.ts";
import type { IdentityStore } from "./identity-store.ts";
import type { RoomLog } from "./log.ts";
import type { RoomStore } from "./room-store.ts";

/** What remembers. Closing waits for what is under way. */
export interface Store extends AsyncDisposable {
  readonly log: RoomLog;
  readonly house: HouseStore;
  readonly rooms: RoomStore;
  readonly identities: IdentityStore;
}

/** What a store tells of its commits, for the metrics. */
export interface CommitObserver {
  /** One commit of `writes` writes took `seconds`, and was kept or not. */
  committed(seconds: number, writes: number, kept: boolean): void;
}
