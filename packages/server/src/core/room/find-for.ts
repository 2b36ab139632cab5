// How someone finds a room, so that what he may not know of does not exist for him: such a room is looked for as long as
// one that there is not, whether it is open or not.
import type { RoomId } from "../entries.ts";
import type { Identity } from "../identity.ts";
import { isRoomId } from "../ids.ts";
import { foldTitle } from "../people/names.ts";
import type { Room } from "./room.ts";
import type { RoomRecord, RoomStore } from "../ports/room-store.ts";

/** Private rooms of one person that are looked through for a title: all that he is in or invited to, unless limits are raised. */
const LOOKED_THROUGH = 1_000;

/** Who wants to find a room. */
export type Seeker = Pick<
  Identity,
  "id" | "kind" | "isPassing" | "invitations"
>;

export interface Findable {
  readonly store: Pick<RoomStore, "visible" | "byId" | "privateOf">;
  /** Open ones: any by its id, public and closed ones by their titles. */
  open(ref: string): Room | undefined;
  /** The rooms that someone is in now, at any of his sessions. */
  roomsIn(who: Seeker["id"]): Iterable<RoomId>;
}

/** What is known of it without the store: he is in it, or everyone may know of it. */
export function findOpen(
  rooms: Findable,
  who: Seeker,
  ref: string,
): Room | undefined {
  const room = rooms.open(ref);
  if (isRoomId(ref)) return room && mayKnow(who, room) ? room : undefined;
  if (room?.here.get(who.id) !== undefined) return room;
  return privateIn(rooms, who, ref) ?? room;
}

/** Whether it is for him as far as memory tells: a member who is not here is known to the store only. */
function mayKnow({ id, invitations }: Seeker, room: Room): boolean {
  return (
    room.isListed ||
    room.here.get(id) !== undefined ||
    room.masterId === id ||
    room.people.some((person) => person.id === id) ||
    invitations.has(room.id)
  );
}

/** The private room of this title that he is in. */
function privateIn(
  rooms: Findable,
  who: Seeker,
  title: string,
): Room | undefined {
  // Those who share the one identity are many, and in none.
  if (who.kind === "anonymous") return undefined;
  let folded: string | undefined;
  for (const id of rooms.roomsIn(who.id)) {
    const room = rooms.open(id);
    if (room?.kind !== "private") continue;
    folded ??= foldTitle(title);
    if (foldTitle(room.title) === folded) return room;
  }
  return undefined;
}

/** What the store knows for him. @throws ChatError `unavailable` */
export async function findKept(
  rooms: Findable,
  who: Seeker,
  ref: string,
): Promise<RoomRecord | undefined> {
  const { store } = rooms;
  if (isRoomId(ref))
    // Of a passing guest the store knows no invitation.
    return who.invitations.has(ref)
      ? store.byId(ref)
      : store.visible({ id: ref }, who.id);
  const folded = foldTitle(ref);
  const [listed, own] = await Promise.all([
    store.visible({ folded }, who.id),
    privateOf(rooms, who),
  ]);
  return listed ?? own.find(({ title }) => foldTitle(title) === folded);
}

async function privateOf(
  { store }: Findable,
  who: Seeker,
): Promise<readonly RoomRecord[]> {
  if (!who.isPassing) return store.privateOf(who.id, LOOKED_THROUGH);
  const ids = [...who.invitations];
  const records = await Promise.all(ids.map((id) => store.byId(id)));
  return records.filter((record) => record?.kind === "private") as RoomRecord[];
}
