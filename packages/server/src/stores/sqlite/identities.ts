// Guests and their tokens over the two lines.
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type { IdentityRecord, IdentityStore } from "../../core/store.ts";
import type { Reads, Writes } from "./calls.ts";
import type { Line } from "./line.ts";

export class SqliteIdentities implements IdentityStore {
  readonly #writing: Line<Writes>;
  readonly #reading: Line<Reads>;

  constructor(writing: Line<Writes>, reading: Line<Reads>) {
    this.#writing = writing;
    this.#reading = reading;
  }

  createGuest(
    guest: IdentityRecord,
    tokenHash: Uint8Array,
    at: number,
  ): Promise<void> {
    const { id, name } = guest;
    return this.#writing.call("createGuest", id, name, tokenHash, at);
  }

  byToken(tokenHash: Uint8Array): Promise<IdentityRecord | undefined> {
    return this.#reading.call("identityByToken", tokenHash);
  }

  byId(id: IdentityId): Promise<IdentityRecord | undefined> {
    return this.#reading.call("identityById", id);
  }

  rename(id: IdentityId, name: string): Promise<void> {
    return this.#writing.call("rename", id, name);
  }

  seen(ids: readonly IdentityId[], at: number): Promise<void> {
    return this.#writing.call("seen", ids, at);
  }

  forgetGuests(
    silentBefore: number,
    spokenBefore: number,
    here: ReadonlySet<IdentityId>,
    openRooms: ReadonlySet<RoomId>,
  ): Promise<number> {
    return this.#writing.call(
      "forgetGuests",
      silentBefore,
      spokenBefore,
      here,
      openRooms,
    );
  }
}
