// Who is a member of direct rooms in memory: their people, as far as they are known. Of more than are kept of one person
// one is let go, and comes back when something is said there. Used by the rooms.
import { peopleIn } from "../../core/room/direct.ts";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type { Membership } from "../../core/ports/room-store.ts";
import { mostDirects, mostOwnSought } from "../bounds.ts";
import type { MemoryPeople } from "./member-records.ts";
import type { Pairs } from "./pairs.ts";
import type { MemoryRoom, RoomTable } from "./room-table.ts";

/** A direct room of someone, as it is weighed against his others. */
interface Place {
  readonly id: RoomId;
  /** He has read there, or said the first word. */
  readonly isKnown: boolean;
  /** Who said the first word. Anyone can be many guests: they share as one, "". */
  readonly beginner: string;
  readonly at: number;
}

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

  /**
   * The people of a direct room are its members; whoever was none has read up to what he said there last himself, and
   * nothing else.
   */
  keep({ record: { id, kind, folded }, entries }: MemoryRoom): void {
    if (kind !== "direct") return;
    for (const identity of peopleIn(folded)) {
      const isKnown = this.#people.peek(identity) !== undefined;
      if (!isKnown || this.#members.has(id, identity)) continue;
      const none = { nick: undefined, role: undefined };
      const read = entries.lastBy(identity, mostOwnSought);
      this.#members.set(id, identity, { ...none, read });
      this.bound(id, identity);
    }
  }

  /** After one more: see RoomStore.addMember. */
  bound(newest: RoomId, identity: IdentityId): void {
    const all = this.of(identity);
    const tooMany = all.length - mostDirects;
    if (tooMany <= 0) return;
    const places = all
      .filter((id) => id !== newest)
      .map((id) => this.#place(id, identity));
    const begun = Map.groupBy(
      places.filter(({ isKnown }) => !isKnown),
      ({ beginner }) => beginner,
    );
    const share = ({ isKnown, beginner }: Place): number =>
      isKnown ? 0 : (begun.get(beginner)?.length ?? 0);
    const least = places.sort(
      (a, b) =>
        Number(a.isKnown) - Number(b.isKnown) ||
        share(b) - share(a) ||
        Number(a.beginner !== "") - Number(b.beginner !== "") ||
        a.at - b.at,
    );
    for (const { id } of least.slice(0, tooMany))
      this.#members.delete(id, identity);
  }

  #place(id: RoomId, identity: IdentityId): Place {
    const entries = this.#rooms.byId(id)?.entries;
    const by = entries?.at(1)?.by ?? "";
    const isRead = (this.#members.get(id, identity)?.read ?? 0) > 0;
    const isAccount = this.#people.peek(by)?.kind === "account";
    return {
      id,
      isKnown: isRead || by === identity,
      beginner: isAccount ? by : "",
      at: entries?.lastAt ?? 0,
    };
  }
}
