// Invitations in memory: who has invited whom, and which goes when one person has too many. Used by the rooms.
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type { MemoryPeople } from "./member-records.ts";
import { Pairs } from "./pairs.ts";

export class MemoryInvitations extends Pairs<IdentityId> {
  readonly #people: MemoryPeople;

  constructor(people: MemoryPeople) {
    super();
    this.#people = people;
  }

  /** Of more than `most` the oldest goes of whoever has invited him most often. */
  invite(id: RoomId, identity: IdentityId, by: IdentityId, most: number): void {
    if (this.has(id, identity)) return;
    this.set(id, identity, by);
    const all = this.roomsOf(identity);
    if (all.length <= most) return;
    const shares = [
      ...Map.groupBy(all, (room) => this.#inviter(room, identity)).values(),
    ];
    const largest = Math.max(...shares.map((share) => share.length));
    const least = shares.filter((share) => share.length === largest).flat();
    const oldest = all.find((room) => least.includes(room));
    if (oldest !== undefined) this.delete(oldest, identity);
  }

  /** Anyone can be many guests: they share as one. */
  #inviter(room: RoomId, identity: IdentityId): string {
    const by = this.get(room, identity) ?? "";
    return this.#people.peek(by)?.kind === "account" ? by : "";
  }
}
