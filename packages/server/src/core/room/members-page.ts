// Everyone who is a member of a room, here or not, a page at a time: what the store keeps, with those laid over it who are
// here and of whom nothing is kept.
import { presenceOf } from "../people/activity.ts";
import type { Chat } from "../chat.ts";
import type { IdentityId, Person, PresenceKind, Role } from "../entries.ts";
import { roleAs, roleIn } from "../house/rights.ts";
import type { Room } from "./room.ts";
import type { MemberRecord } from "../ports/room-store.ts";

export interface Member extends Person {
  readonly role: Role;
  readonly presence: PresenceKind;
}

export interface MembersPage {
  /** In all. */
  readonly count: number;
  readonly members: readonly Member[];
  /** What to ask the next page with; absent after the last. */
  readonly next?: IdentityId;
}

/** In the order of the ids, after `after` (exclusive; "" for the first). @throws ChatError `unavailable` */
export async function membersPage(
  chat: Chat,
  room: Room,
  after: IdentityId,
  limit: number,
): Promise<MembersPage> {
  const { rooms } = chat.store;
  const [kept, count] = await Promise.all([
    rooms.members(room.id, after, limit),
    rooms.countMembers(room.id),
  ]);
  const passing = room.here.filter(({ identity }) => !identity.isKept);
  const own = passing.filter(({ identity }) => identity.id > after);
  const page = [
    ...kept.map(({ id }) => id),
    ...own.map((one) => one.identity.id),
  ];
  const ids = page.sort().slice(0, limit);
  const last = ids.at(-1);
  const records = new Map(kept.map((record) => [record.id, record]));
  const hidden = room.here.filter(({ isHidden }) => isHidden).length;
  return {
    count: count + passing.length - hidden,
    members: ids.flatMap((id) => member(chat, room, id, records.get(id)) ?? []),
    ...(last !== undefined && page.length >= limit ? { next: last } : {}),
  };
}

/** Undefined for who is hidden: he is in no list. */
function member(
  chat: Chat,
  room: Room,
  id: IdentityId,
  record: MemberRecord | undefined,
): Member | undefined {
  const here = room.here.get(id);
  if (here?.isHidden === true) return undefined;
  const presence = presenceOf(chat, id);
  if (here !== undefined)
    return { id, name: here.name, role: roleIn(here, room), presence };
  if (record === undefined) return undefined;
  const { name, isAccount, serverRole } = record;
  const known = chat.identity(id);
  const kind = isAccount ? "account" : "guest";
  const who = known ?? { id, kind, role: serverRole };
  // Nicks of who is not there are looked at when he comes, and may be another's name by then.
  const called = known?.name ?? name;
  return { id, name: called, role: roleAs(room, who, record), presence };
}
