// Rooms, members and invitations in memory. The log finds its rooms here too.
import { peopleIn } from "../../core/direct.ts";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type {
  Mark,
  MemberRecord,
  Membership,
  NewRoom,
  RoomChange,
  RoomRecord,
  RoomRole,
  RoomStore,
  Standing,
} from "../../core/room-store.ts";
import type { Gate } from "./gate.ts";
import { memberOf, standingOf, type MemoryPeople } from "./member-records.ts";
import { Pairs } from "./pairs.ts";
import { isListed, RoomTable, type MemoryRoom } from "./room-table.ts";

export class MemoryRooms implements RoomStore {
  readonly #gate: Gate;
  readonly #people: MemoryPeople;
  readonly #onGone: (room: RoomId) => void;
  readonly #rooms = new RoomTable();
  readonly #members = new Pairs<Membership>();
  readonly #invitations = new Pairs<true>();

  /** @param onGone is told of each room that went. */
  constructor(
    gate: Gate,
    people: MemoryPeople,
    onGone: (room: RoomId) => void,
  ) {
    this.#gate = gate;
    this.#people = people;
    this.#onGone = onGone;
  }

  /** @throws ChatError `no_such_room`. */
  get(id: RoomId): MemoryRoom {
    return this.#rooms.get(id);
  }

  peek(id: RoomId): MemoryRoom | undefined {
    return this.#rooms.byId(id);
  }

  setTopic(id: RoomId, topic: string): void {
    this.#rooms.set(id, { topic });
  }

  /** @throws ChatError `room_exists` when another room holds `folded`; then nothing was changed. */
  retitle(id: RoomId, title: string, folded: string): void {
    this.#rooms.set(id, { title, folded });
  }

  async byId(id: RoomId): Promise<RoomRecord | undefined> {
    this.#gate.read();
    return this.#rooms.byId(id)?.record;
  }

  async byFolded(folded: string): Promise<RoomRecord | undefined> {
    this.#gate.read();
    return this.#rooms.byFolded(folded)?.record;
  }

  async visible(
    ref: { readonly id: RoomId } | { readonly folded: string },
    identity: IdentityId,
  ): Promise<RoomRecord | undefined> {
    this.#gate.read();
    const room =
      "id" in ref ? this.#rooms.byId(ref.id) : this.#rooms.byFolded(ref.folded);
    const record = room?.record;
    return record && this.#isFor(record, identity) ? record : undefined;
  }

  #isFor(record: RoomRecord, identity: IdentityId): boolean {
    const { id, kind, master, folded } = record;
    return (
      isListed(record) ||
      master === identity ||
      this.#members.has(id, identity) ||
      this.#invitations.has(id, identity) ||
      (kind === "direct" && peopleIn(folded).includes(identity))
    );
  }

  async privateOf(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly RoomRecord[]> {
    this.#gate.read();
    const ids = new Set([
      ...this.#members.roomsOf(identity),
      ...this.#invitations.roomsOf(identity),
    ]);
    const records = [...ids].flatMap(
      (id) => this.#rooms.byId(id)?.record ?? [],
    );
    return records.filter(({ kind }) => kind === "private").slice(0, limit);
  }

  async create(
    room: NewRoom,
  ): Promise<{ readonly room: RoomRecord; readonly made: boolean }> {
    this.#gate.write();
    const known = this.#rooms.byFolded(room.folded);
    if (known !== undefined) return { room: known.record, made: false };
    return { room: this.#rooms.make(room), made: true };
  }

  async change(id: RoomId, change: RoomChange): Promise<void> {
    this.#gate.write();
    const { master, ...rest } = change;
    const to =
      master === undefined ? rest : { ...rest, master: master ?? undefined };
    this.#rooms.set(id, to);
  }

  async list(after: string, limit: number): Promise<readonly RoomRecord[]> {
    this.#gate.read();
    return this.#rooms
      .listed()
      .filter(({ folded }) => folded > after)
      .sort((a, b) => (a.folded < b.folded ? -1 : 1))
      .slice(0, limit);
  }

  async count(most: number): Promise<number> {
    this.#gate.read();
    return Math.min(this.#rooms.listed().length, most);
  }

  async removeIfUnused(id: RoomId): Promise<boolean> {
    this.#gate.write();
    return this.#removeIfUnused(id);
  }

  #removeIfUnused(id: RoomId): boolean {
    const room = this.#rooms.byId(id);
    if (room === undefined || room.entries.length > 0) return false;
    if (this.#members.hasRoom(id)) return false;
    this.#invitations.deleteRoom(id);
    this.#rooms.remove(room);
    this.#onGone(id);
    return true;
  }

  async addMember(
    id: RoomId,
    identity: IdentityId,
    nick?: string | null,
  ): Promise<Membership & { readonly isNew: boolean }> {
    this.#gate.write();
    const { record, entries } = this.get(id);
    const had = this.#members.get(id, identity);
    const read = record.kind === "direct" ? 0 : entries.length;
    const known = had ?? { nick: undefined, role: undefined, read };
    const now =
      nick === undefined ? known : { ...known, nick: nick ?? undefined };
    this.#members.set(id, identity, now);
    return { ...now, isNew: had === undefined };
  }

  async removeMember(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.write();
    return this.#members.delete(id, identity);
  }

  async isMember(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.read();
    return this.#members.has(id, identity);
  }

  async membership(
    id: RoomId,
    identity: IdentityId,
  ): Promise<Membership | undefined> {
    this.#gate.read();
    return this.#members.get(id, identity);
  }

  async setMemberRole(
    id: RoomId,
    identity: IdentityId,
    role: RoomRole | undefined,
  ): Promise<boolean> {
    this.#gate.write();
    const had = this.#members.get(id, identity);
    if (had === undefined) return false;
    this.#members.set(id, identity, { ...had, role });
    return true;
  }

  async members(
    id: RoomId,
    after: IdentityId,
    limit: number,
  ): Promise<readonly MemberRecord[]> {
    this.#gate.read();
    const page = [...this.#members.of(id)]
      .filter(([identity]) => identity > after)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, limit);
    return page.map(([identity, membership]) =>
      memberOf(identity, membership, this.#people.peek(identity)),
    );
  }

  async countMembers(id: RoomId): Promise<number> {
    this.#gate.read();
    return this.#members.of(id).size;
  }

  async membersNamed(
    id: RoomId,
    folded: readonly string[],
  ): Promise<readonly { readonly folded: string; readonly id: IdentityId }[]> {
    this.#gate.read();
    return [...new Set(folded)].flatMap((name) => {
      const identity = this.#people.named(name);
      if (identity === undefined || !this.#members.has(id, identity)) return [];
      return [{ folded: name, id: identity }];
    });
  }

  async roomsOf(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly RoomId[]> {
    this.#gate.read();
    return this.#members.roomsOf(identity).slice(0, limit);
  }

  async standings(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly Standing[]> {
    this.#gate.read();
    const all = this.#members.roomsOf(identity);
    const isDirect = (id: RoomId) => this.#rooms.isDirect(id);
    const joined = all.filter((id) => !isDirect(id)).slice(0, limit);
    const left = limit - joined.length;
    const direct = left > 0 ? all.filter(isDirect).slice(-left) : [];
    const listed = new Set([...joined, ...direct]);
    return all
      .filter((id) => listed.has(id))
      .flatMap((room) => this.#standing(room, identity) ?? []);
  }

  async standing(
    id: RoomId,
    identity: IdentityId,
  ): Promise<Standing | undefined> {
    this.#gate.read();
    return this.#standing(id, identity);
  }

  #standing(id: RoomId, identity: IdentityId): Standing | undefined {
    const room = this.#rooms.byId(id);
    const membership = this.#members.get(id, identity);
    return room && membership && standingOf(room, identity, membership);
  }

  async mark(marks: readonly Mark[]): Promise<void> {
    this.#gate.write();
    for (const { room, identity, seq } of marks) {
      const had = this.#members.get(room, identity);
      const read = Math.min(seq, this.#rooms.byId(room)?.entries.length ?? 0);
      if (had !== undefined && read > had.read)
        this.#members.set(room, identity, { ...had, read });
    }
  }

  async invite(id: RoomId, identity: IdentityId): Promise<void> {
    this.#gate.write();
    this.get(id);
    this.#invitations.set(id, identity, true);
  }

  async isInvited(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.read();
    return this.#invitations.has(id, identity);
  }

  async uninvite(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.#gate.write();
    return this.#invitations.delete(id, identity);
  }

  /** Takes its memberships and invitations, and the rooms left unused, but never one in `openRooms`. */
  forget(identity: IdentityId, openRooms: ReadonlySet<RoomId>): void {
    const rooms = this.#members.roomsOf(identity);
    this.#members.deleteIdentity(identity);
    this.#invitations.deleteIdentity(identity);
    for (const room of rooms)
      if (!openRooms.has(room)) this.#removeIfUnused(room);
  }
}
