// Who is a member of direct rooms in memory: their people, as far as they are known. Of more than are kept of one person
// one is let go, and comes back when something is said there. Used by the rooms.
import { peopleIn } from "../../core/room/direct.ts";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type { Membership } from "../../core/ports/room-store.ts";
import { mostDirects } from "../bounds.ts";
import type { MemoryPeople } from "./member-records.ts";
import type { Pairs } from "./pairs.ts";
import type { MemoryRoom, RoomTable } from "./room-table.ts";

export class DirectMembers {
  readonly #rooms: RoomTable;
  readonly #members: Pairs<Membership>;
  readonly #people: MemoryPeople;

  constructor(
    rooms: RoomTable,
    members: Pairs<Membership>,
    people: MemoryPeople,
  ) {
    this.#rooms = rooms;
    this.#members = members;
    this.#people = people;
  }

  /** The direct rooms of someone, in the order of joining. */
  of(identity: IdentityId): readonly RoomId[] {
    const all = this.#members.roomsOf(identity);
    return all.filter((id) => this.#rooms.isDirect(id));
  }

  /** The people of a direct room are its members; whoever was none has read everything up to `read`. */
  keep({ record: { id, kind, folded } }: MemoryRoom, read: number): void {
    if (kind !== "direct") return;
    for (const identity of peopleIn(folded)) {
      const isKnown = this.#people.peek(identity) !== undefined;
      if (!isKnown || this.#members.has(id, identity)) continue;
      const none = { nick: undefined, role: undefined };
      this.#members.set(id, identity, { ...none, read });
      this.bound(id, identity);
    }
  }

  /** After one more: those never read go first, then those where nothing was said for longest. */
  bound(newest: RoomId, identity: IdentityId): void {
    const all = this.of(identity);
    const places = all
      .filter((id) => id !== newest)
      .map((id) => ({
        id,
        isRead: Math.min(1, this.#members.get(id, identity)?.read ?? 0),
        at: this.#rooms.byId(id)?.entries.lastAt ?? 0,
      }));
    const least = places.sort((a, b) => a.isRead - b.isRead || a.at - b.at);
    const tooMany = Math.max(0, all.length - mostDirects);
    for (const { id } of least.slice(0, tooMany))
      this.#members.delete(id, identity);
  }
}
