// Rooms and invitations in memory, beside their members. The log finds its rooms here too.
import { peopleIn } from "../../core/room/direct.ts";
import type { IdentityId, RoomId } from "../../core/entries.ts";
import type {
  NewRoom,
  RoomChange,
  RoomRecord,
  RoomStore,
} from "../../core/ports/room-store.ts";
import type { Gate } from "./gate.ts";
import { MemoryInvitations } from "./invitations.ts";
import type { MemoryPeople } from "./member-records.ts";
import { MemoryMembers } from "./members.ts";
import { isListed, type MemoryRoom } from "./room-table.ts";

export class MemoryRooms extends MemoryMembers implements RoomStore {
  readonly #onGone: (room: RoomId) => void;
  readonly #invitations: MemoryInvitations;

  /** @param onGone is told of each room that went. */
  constructor(
    gate: Gate,
    people: MemoryPeople,
    onGone: (room: RoomId) => void,
  ) {
    super(gate, people);
    this.#onGone = onGone;
    this.#invitations = new MemoryInvitations(people, (one, other) =>
      this.pairs.roomsOf(one).some((room) => {
        const kind = this.table.byId(room)?.record.kind;
        const isEntered = kind === "closed" || kind === "private";
        return isEntered && this.pairs.has(room, other);
      }),
    );
  }

  /** @throws ChatError `no_such_room`. */
  get(id: RoomId): MemoryRoom {
    return this.table.get(id);
  }

  peek(id: RoomId): MemoryRoom | undefined {
    return this.table.byId(id);
  }

  setTopic(id: RoomId, topic: string): void {
    this.table.set(id, { topic });
  }

  /** @throws ChatError `room_exists` when another room holds `folded`; then nothing was changed. */
  retitle(id: RoomId, title: string, folded: string): void {
    this.table.set(id, { title, folded });
  }

  async byId(id: RoomId): Promise<RoomRecord | undefined> {
    this.gate.read();
    return this.table.byId(id)?.record;
  }

  async byFolded(folded: string): Promise<RoomRecord | undefined> {
    this.gate.read();
    return this.table.byFolded(folded)?.record;
  }

  async visible(
    ref: { readonly id: RoomId } | { readonly folded: string },
    identity: IdentityId,
  ): Promise<RoomRecord | undefined> {
    this.gate.read();
    const room =
      "id" in ref ? this.table.byId(ref.id) : this.table.byFolded(ref.folded);
    const record = room?.record;
    return record && this.#isFor(record, identity) ? record : undefined;
  }

  #isFor(record: RoomRecord, identity: IdentityId): boolean {
    const { id, kind, master, folded } = record;
    return (
      isListed(record) ||
      master === identity ||
      this.pairs.has(id, identity) ||
      this.#invitations.has(id, identity) ||
      (kind === "direct" && peopleIn(folded).includes(identity))
    );
  }

  async privateOf(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly RoomRecord[]> {
    this.gate.read();
    const ids = new Set([
      ...this.pairs.roomsOf(identity),
      ...this.#invitations.roomsOf(identity),
    ]);
    const records = [...ids].flatMap((id) => this.table.byId(id)?.record ?? []);
    return records.filter(({ kind }) => kind === "private").slice(0, limit);
  }

  async create(
    room: NewRoom,
  ): Promise<{ readonly room: RoomRecord; readonly made: boolean }> {
    this.gate.write();
    const known = this.table.byFolded(room.folded);
    if (known !== undefined) return { room: known.record, made: false };
    return { room: this.table.make(room), made: true };
  }

  async change(id: RoomId, change: RoomChange): Promise<void> {
    this.gate.write();
    const { master, ...rest } = change;
    const to =
      master === undefined ? rest : { ...rest, master: master ?? undefined };
    this.table.set(id, to);
  }

  async list(after: string, limit: number): Promise<readonly RoomRecord[]> {
    this.gate.read();
    return this.table
      .listed()
      .filter(({ folded }) => folded > after)
      .sort((a, b) => (a.folded < b.folded ? -1 : 1))
      .slice(0, limit);
  }

  async count(most: number): Promise<number> {
    this.gate.read();
    return Math.min(this.table.listed().length, most);
  }

  async removeIfUnused(id: RoomId): Promise<boolean> {
    this.gate.write();
    return this.#removeIfUnused(id);
  }

  #removeIfUnused(id: RoomId): boolean {
    const room = this.table.byId(id);
    if (room === undefined) return false;
    const { kind } = room.record;
    if (room.entries.length > 0 && kind !== "private") return false;
    if (this.pairs.hasRoom(id)) return false;
    this.#invitations.deleteRoom(id);
    this.table.remove(room);
    this.#onGone(id);
    return true;
  }

  async invite(
    id: RoomId,
    identity: IdentityId,
    by: IdentityId = "",
    most = Infinity,
  ): Promise<void> {
    this.gate.write();
    this.get(id);
    this.#invitations.invite(id, identity, by, most);
  }

  async isInvited(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.gate.read();
    return this.#invitations.has(id, identity);
  }

  async uninvite(id: RoomId, identity: IdentityId): Promise<boolean> {
    this.gate.write();
    return this.#invitations.delete(id, identity);
  }

  /** Takes its memberships and invitations, and the rooms left unused, but never one in `openRooms`. */
  forget(identity: IdentityId, openRooms: ReadonlySet<RoomId>): void {
    const rooms = this.pairs.roomsOf(identity);
    this.pairs.deleteIdentity(identity);
    this.#invitations.deleteIdentity(identity);
    for (const room of rooms)
      if (!openRooms.has(room)) this.#removeIfUnused(room);
  }
}
