// Rooms, members and invitations over the two lines.
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
} from "../../core/ports/room-store.ts";
import type { Reads, Writes } from "./calls.ts";
import type { Line } from "./line.ts";

export class SqliteRooms implements RoomStore {
  readonly #writing: Line<Writes>;
  readonly #reading: Line<Reads>;

  constructor(writing: Line<Writes>, reading: Line<Reads>) {
    this.#writing = writing;
    this.#reading = reading;
  }

  byId(id: RoomId): Promise<RoomRecord | undefined> {
    return this.#reading.call("roomById", id);
  }

  byFolded(folded: string): Promise<RoomRecord | undefined> {
    return this.#reading.call("roomByFolded", folded);
  }

  visible(
    ref: { readonly id: RoomId } | { readonly folded: string },
    identity: IdentityId,
  ): Promise<RoomRecord | undefined> {
    return "id" in ref
      ? this.#reading.call("visibleById", ref.id, identity)
      : this.#reading.call("visibleByFolded", ref.folded, identity);
  }

  privateOf(
    identity: IdentityId,
    limit: number,
  ): Promise<readonly RoomRecord[]> {
    return this.#reading.call("privateOf", identity, limit);
  }

  create(
    room: NewRoom,
  ): Promise<{ readonly room: RoomRecord; readonly made: boolean }> {
    return this.#writing.call("createRoom", room);
  }

  change(id: RoomId, change: RoomChange): Promise<void> {
    return this.#writing.call("changeRoom", id, change);
  }

  list(after: string, limit: number): Promise<readonly RoomRecord[]> {
    return this.#reading.call("listRooms", after, limit);
  }

  count(most: number): Promise<number> {
    return this.#reading.call("countRooms", most);
  }

  removeIfUnused(id: RoomId): Promise<boolean> {
    return this.#writing.call("removeIfUnused", id);
  }

  addMember(
    room: RoomId,
    identity: IdentityId,
    nick?: string | null,
    most = Infinity,
  ): Promise<Membership & { readonly isNew: boolean }> {
    return this.#writing.call("addMember", room, identity, nick, most);
  }

  removeMember(room: RoomId, identity: IdentityId): Promise<boolean> {
    return this.#writing.call("removeMember", room, identity);
  }

  isMember(room: RoomId, identity: IdentityId): Promise<boolean> {
    return this.#reading.call("isMember", room, identity);
  }

  membership(
    room: RoomId,
    identity: IdentityId,
  ): Promise<Membership | undefined> {
    return this.#reading.call("membership", room, identity);
  }

  setMemberRole(
    room: RoomId,
    identity: IdentityId,
    role: RoomRole | undefined,
  ): Promise<boolean> {
    return this.#writing.call("setMemberRole", room, identity, role);
  }

  members(
    room: RoomId,
    after: IdentityId,
    limit: number,
  ): Promise<readonly MemberRecord[]> {
    return this.#reading.call("members", room, after, limit);
  }

  countMembers(room: RoomId): Promise<number> {
    return this.#reading.call("countMembers", room);
  }

  membersNamed(
    room: RoomId,
    folded: readonly string[],
  ): Promise<readonly { readonly folded: string; readonly id: IdentityId }[]> {
    return this.#reading.call("membersNamed", room, folded);
  }

  countJoined(identity: IdentityId, most: number): Promise<number> {
    return this.#reading.call("countJoined", identity, most);
  }

  roomsOf(identity: IdentityId, limit: number): Promise<readonly RoomId[]> {
    return this.#reading.call("roomsOf", identity, limit);
  }

  standings(identity: IdentityId, limit: number): Promise<readonly Standing[]> {
    return this.#reading.call("standings", identity, limit);
  }

  standing(room: RoomId, identity: IdentityId): Promise<Standing | undefined> {
    return this.#reading.call("standing", room, identity);
  }

  mark(marks: readonly Mark[]): Promise<void> {
    return this.#writing.call("mark", marks);
  }

  invite(
    room: RoomId,
    identity: IdentityId,
    by: IdentityId = "",
    most = Infinity,
  ): Promise<void> {
    return this.#writing.call("invite", room, identity, by, most);
  }

  isInvited(room: RoomId, identity: IdentityId): Promise<boolean> {
    return this.#reading.call("isInvited", room, identity);
  }

  uninvite(room: RoomId, identity: IdentityId): Promise<boolean> {
    return this.#writing.call("uninvite", room, identity);
  }
}
