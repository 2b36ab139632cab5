// What memory keeps of members: who is one, how he stands, and what he has read. The rooms are built on it.
import type { IdentityId, RoomId } from "../../core/entries.ts";
import { ChatError } from "../../core/errors.ts";
import type {
  Mark,
  MemberRecord,
  Membership,
  RoomRole,
  Standing,
} from "../../core/ports/room-store.ts";
import { tooManyRooms } from "../refusals.ts";
import { DirectMembers } from "./direct-members.ts";
import type { Gate } from "./gate.ts";
import { memberOf, standingOf, type MemoryPeople } from "./member-records.ts";
import { Pairs } from "./pairs.ts";
import { RoomTable } from "./room-table.ts";

export class MemoryMembers {
  protected readonly gate: Gate;
  protected readonly people: MemoryPeople;
  protected readonly table = new RoomTable();
  protected readonly pairs = new Pairs<Membership>();
  readonly #directs: DirectMembers;

  constructor(gate: Gate, people: MemoryPeople) {
    this.gate = gate;
    this.people = people;
    this.#directs = new DirectMembers(this.table, this.pairs, people);
  }

  async addMember(
    id: RoomId,
    identity: IdentityId,
    nick?: string | null,
    most = Infinity,
  ): Promise<Membership & { readonly isNew: boolean }> {
    this.gate.write();
    const { record, entries } = this.table.get(id);
    const had = this.pairs.get(id, identity);
    const isDirect = record.kind === "direct";
    if (had === undefined && !isDirect && this.#joined(identity) >= most)
      throw new ChatError("too_many", tooManyRooms(most));
    const read = isDirect ? 0 : entries.length;
    const known = had ?? { nick: undefined, role: undefined, read };
    const now =
      nick === undefined ? known : { ...known, nick: nick ?? undefined };
    this.pairs.set(id, identity, now);
    if (had === undefined && isDirect) this.#directs.bound(id, identity);
    return { ...now, isNew: had === undefined };
  }

  /** Something was said in it: see RoomStore.addMember. */
  spokenIn(id: RoomId): void {
    this.#directs.keep(this.table.get(id));
  }

  async countJoined(identity: IdentityId, most: number): Promise<number> {
    this.gate.read();
    return Math.min(this.#joined(identity), most);
  }

  #joined(identity: IdentityId): number {
    const all = this.pairs.roomsOf(identity);
    return all.length - this.#directs.of(identity).length;
  }

  async removeMember(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.gate.write();
    return this.pairs.delete(id, identity);
  }

  async isMember(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.gate.read();
    return this.pairs.has(id, identity);
  }

  async membership(
    id: RoomId,
    identity: IdentityId,
  ): Promise<Membership | undefined> {
    this.gate.read();
    return this.pairs.get(id, identity);
  }

  async setMemberRole(
    id: RoomId,
    identity: IdentityId,
    role: RoomRole | undefined,
  ): Promise<boolean> {
    this.gate.write();
    const had = this.pairs.get(id, identity);
    if (had === undefined) return false;
    this.pairs.set(id, identity, { ...had, role });
    return true;
  }

  async members(
    id: RoomId,
    after: IdentityId,
    limit: number,
  ): Promise<readonly MemberRecord[]> {
    this.gate.read();
    const page = [...this.pairs.of(id)]
      .filter(([identity]) => identity > after)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, limit);
    return page.map(([identity, membership]) =>
      memberOf(identity, membership, this.people.peek(identity)),
    );
  }

  async countMembers(id: RoomId): Promise<number> {
    this.gate.read();
    return this.pairs.of(id).size;
  }

  async membersNamed(
    id: RoomId,
    folded: readonly string[],
  ): Promise<readonly { readonly folded: string; readonly id: IdentityId }[]> {
    this.gate.read();
    return [...new Set(folded)].flatMap((name) => {
      const identity = this.people.named(name);
      if (identity === undefined || !this.pairs.has(id, identity)) return [];
      return [{ folded: name, id: identity }];
    });
  }

  async roomsOf(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly RoomId[]> {
    this.gate.read();
    return this.pairs.roomsOf(identity).slice(0, limit);
  }

  async standings(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly Standing[]> {
    this.gate.read();
    const all = this.pairs.roomsOf(identity);
    const isDirect = (id: RoomId) => this.table.isDirect(id);
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
    this.gate.read();
    return this.#standing(id, identity);
  }

  #standing(id: RoomId, identity: IdentityId): Standing | undefined {
    const room = this.table.byId(id);
    const membership = this.pairs.get(id, identity);
    return room && membership && standingOf(room, identity, membership);
  }

  async mark(marks: readonly Mark[]): Promise<void> {
    this.gate.write();
    for (const { room, identity, seq } of marks) {
      const had = this.pairs.get(room, identity);
      const read = Math.min(seq, this.table.byId(room)?.entries.length ?? 0);
      if (had !== undefined && read > had.read)
        this.pairs.set(room, identity, { ...had, read });
    }
  }
}
