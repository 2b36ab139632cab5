// Who may do what in a room. One place, so that no verb and no door is weaker than another.
import type { Chat } from "../chat.ts";
import type { IdentityId, Role } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { IdentityKind } from "../identity.ts";
import { mustComeInto } from "./must-come-into.ts";
import { noSuchRoom } from "../refusals.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import type { RoomRole } from "../ports/room-store.ts";
import type { ServerRole } from "../ports/identity-store.ts";

const ranks: Readonly<Record<Role, number>> = {
  guest: 0,
  member: 1,
  moderator: 2,
  admin: 3,
  owner: 4,
};

/** From 0 (guest) to 4 (owner). */
export const rankOf = (role: Role): number => ranks[role];

export const isAtLeast = (role: Role, least: Role): boolean =>
  ranks[role] >= ranks[least];

/** Accounts that rule the whole chat: its owner and its admins. */
export function isSuperuser({ identity }: Session): boolean {
  return identity.role === "owner" || identity.role === "admin";
}

/** In the whole chat. @throws ChatError `not_allowed` */
export function mustBeInHouse(
  { identity }: Session,
  least: "moderator" | "admin" | "owner",
): void {
  if (isAtLeast(serverRoleOf(identity), least)) return;
  throw new ChatError(
    "not_allowed",
    `Only ${called[least]} of the chat may do this.`,
  );
}

/** Of whoever the role is asked. */
interface Who {
  readonly id: IdentityId;
  readonly kind: IdentityKind;
  readonly role?: ServerRole | undefined;
}

/** What someone is in the whole chat. */
export const serverRoleOf = ({ kind, role }: Omit<Who, "id">): Role =>
  role ?? (kind === "account" ? "member" : "guest");

/**
 * What someone is in a room: the higher of his role there and his role in the whole chat. That one counts in a private
 * room only when he is in it (`inside`), and never in a direct one.
 */
export function roleAs(
  room: Pick<Room, "kind" | "masterId">,
  who: Who,
  inside: { readonly role: RoomRole | undefined } | undefined,
): Role {
  const plain = who.kind === "account" ? "member" : "guest";
  if (room.kind === "direct") return plain;
  const isMaster = room.masterId === who.id;
  const ofRoom = isMaster ? "owner" : (inside?.role ?? plain);
  const counts = room.kind !== "private" || isMaster || inside !== undefined;
  const ofServer = counts ? serverRoleOf(who) : plain;
  return ranks[ofRoom] >= ranks[ofServer] ? ofRoom : ofServer;
}

/**
 * The role of whoever is present in the room, at any of his sessions; of others only what is known without the store
 * (no role that is kept with a membership): ask `roleOf` for them.
 */
export function roleIn(
  { identity }: Pick<Session, "identity">,
  room: Room,
): Role {
  return roleAs(room, identity, room.here.get(identity.id));
}

/** The role of anyone, here or not; `guest` for whoever is unknown. @throws ChatError `unavailable` */
export async function roleOf(
  chat: Chat,
  id: IdentityId,
  room: Room,
): Promise<Role> {
  const here = room.here.get(id);
  if (here !== undefined) return roleAs(room, here.identity, here);
  const { identities, rooms } = chat.store;
  const [record, membership] = await Promise.all([
    chat.identity(id) ?? identities.byId(id),
    rooms.membership(room.id, id),
  ]);
  // He may have come meanwhile, and what is in memory is the newest.
  const who = chat.identity(id) ?? record;
  if (who === undefined) return "guest";
  return roleAs(room, who, room.here.get(id) ?? membership);
}

const called: Readonly<Record<"moderator" | "admin" | "owner", string>> = {
  moderator: "a moderator, an admin or the owner",
  admin: "an admin or the owner",
  owner: "the owner",
};

/** @throws ChatError `not_allowed`, `unavailable` */
export async function mustBe(
  chat: Chat,
  session: Session,
  room: Room,
  least: "moderator" | "admin" | "owner",
): Promise<void> {
  if (isAtLeast(roleIn(session, room), least)) return;
  const role = await roleOf(chat, session.identity.id, room);
  if (isAtLeast(role, least)) return;
  throw new ChatError(
    "not_allowed",
    `Only ${called[least]} of "${room.title}" may do this.`,
  );
}

/**
 * Whoever acts on another must be strictly above him: in the room, or without one in the whole chat. The owner of the
 * chat is above everyone but another one, wherever his role counts. In public and closed rooms nobody is above someone of a
 * role in the chat who has not a higher one in the chat himself. @throws ChatError `not_allowed`, `unavailable`
 */
export async function mustBeAbove(
  chat: Chat,
  session: Session,
  room: Room | undefined,
  who: IdentityId,
): Promise<void> {
  const { identity } = session;
  const [own, his, record] = await Promise.all([
    room && roleOf(chat, identity.id, room),
    room && roleOf(chat, who, room),
    chat.identity(who) ?? chat.store.identities.byId(who),
  ]);
  const him = chat.identity(who) ??
    record ?? { kind: "guest", role: undefined };
  const ofServer = serverRoleOf(him);
  const isChatOwner = identity.role === "owner" && (own ?? "owner") === "owner";
  const isAbove =
    (isChatOwner && ofServer !== "owner") ||
    ranks[own ?? serverRoleOf(identity)] > ranks[his ?? ofServer];
  // Whoever keeps order in the chat is not kept out of its rooms by those who own them.
  const isGuarded =
    room !== undefined &&
    (room.kind === "public" || room.kind === "closed") &&
    ranks[ofServer] >= ranks.moderator &&
    ranks[serverRoleOf(identity)] <= ranks[ofServer];
  if (isAbove && !isGuarded) return;
  throw new ChatError(
    "not_allowed",
    "Only someone of a higher role than his may do this to him. Ask one of them.",
  );
}

/** @throws ChatError `banned`, `not_member`, `no_such_room` for another's direct room, `unavailable` */
export async function mustBeMember(
  chat: Chat,
  session: Session,
  room: Room,
): Promise<void> {
  const { id, kind } = session.identity;
  if (session.presences.has(room.id)) return;
  if (room.kind === "direct") {
    if (room.people.some((person) => person.id === id)) return;
    throw noSuchRoom(room.id);
  }
  // A member is kept out, too: he may call from an address that is.
  const { hasRole } = await mustComeInto(chat, session, room);
  // Those who share the one identity are not in it for each other.
  const isIn =
    (kind !== "anonymous" && room.here.get(id) !== undefined) ||
    (await isMember(chat, room, id));
  chat.sanctions.mustEnter(session, room, hasRole);
  if (!isIn) throw new ChatError("not_member", `Join "${room.title}" first.`);
}

/** As it is now: who is put out while it is read is none. */
async function isMember(
  chat: Chat,
  room: Room,
  id: IdentityId,
): Promise<boolean> {
  for (;;) {
    const { departures } = room;
    const isIn = await chat.store.rooms.isMember(room.id, id);
    if (!isIn || room.departures === departures) return isIn;
  }
}

/** A public room is open to all who are not kept out of it. @throws as `mustBeMember` */
export async function mustRead(
  chat: Chat,
  session: Session,
  room: Room,
): Promise<void> {
  if (room.kind !== "public") await mustBeMember(chat, session, room);
  else if (!session.presences.has(room.id))
    await mustComeInto(chat, session, room);
}

/** Whoever is in it may say something now. @throws ChatError `muted`, `archived` */
export function maySpeak(chat: Chat, session: Session, room: Room): void {
  if (room.isArchived)
    throw new ChatError(
      "archived",
      `"${room.title}" is archived: it can be read, but nothing is said there any more.`,
    );
  chat.sanctions.mustSpeak(session, room);
}
