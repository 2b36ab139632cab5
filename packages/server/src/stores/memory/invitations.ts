// Invitations in memory: who has invited whom, and which goes when one person has too many. Used by the rooms.
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type { MemoryPeople } from "./member-records.ts";
import { Pairs } from "./pairs.ts";

interface Invitation {
  readonly room: RoomId;
  readonly by: IdentityId;
  /** Counts up; the oldest has the least. */
  readonly nth: number;
  /** Who invites people whom he knows has a share of his own; all others together have "". */
  readonly share: string;
}

/** All invitations of one person to one room, by whoever made them. */
type Invitations = Map<IdentityId, Invitation>;

export class MemoryInvitations extends Pairs<Invitations> {
  readonly #people: MemoryPeople;
  readonly #haveRoom: (one: IdentityId, other: IdentityId) => boolean;
  #nth = 0;

  /** @param haveRoom tells whether two people are members of one closed or private room. */
  constructor(
    people: MemoryPeople,
    haveRoom: (one: IdentityId, other: IdentityId) => boolean,
  ) {
    super();
    this.#people = people;
    this.#haveRoom = haveRoom;
  }

  /** See RoomStore.invite. */
  invite(
    room: RoomId,
    identity: IdentityId,
    by: IdentityId,
    most: number,
  ): void {
    const there: Invitations = this.get(room, identity) ?? new Map();
    if (there.has(by)) return;
    const isFriend = this.#inviter(by) !== "" && this.#haveRoom(identity, by);
    const share = isFriend ? by : "";
    there.set(by, { room, by, nth: ++this.#nth, share });
    this.set(room, identity, there);
    const all = this.roomsOf(identity).flatMap((one) => [
      ...(this.get(one, identity)?.values() ?? []),
    ]);
    if (all.length > most) this.#letGo(identity, all);
  }

  /** The oldest of whoever has most in the share that has most. */
  #letGo(identity: IdentityId, all: readonly Invitation[]): void {
    const shared = largest(all, ({ share }) => share);
    const his = largest(shared, ({ share, by }) =>
      JSON.stringify([share, this.#inviter(by)]),
    );
    const [gone] = [...his].sort((a, b) => a.nth - b.nth);
    if (gone === undefined) return;
    const there = this.get(gone.room, identity);
    there?.delete(gone.by);
    if (there?.size === 0) this.delete(gone.room, identity);
  }

  /** Anyone can be many guests: they count as one. */
  #inviter(by: IdentityId): string {
    return this.#people.peek(by)?.kind === "account" ? by : "";
  }
}

/** Those of the largest group; of several that are as large, all. */
function largest(
  all: readonly Invitation[],
  keyOf: (one: Invitation) => string,
): readonly Invitation[] {
  const groups = [...Map.groupBy(all, keyOf).values()];
  const most = Math.max(...groups.map((group) => group.length));
  return groups.filter((group) => group.length === most).flat();
}
