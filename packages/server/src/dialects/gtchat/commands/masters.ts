// What a room's master and a superuser may do: master, kick, max, set_room_permission.
import { mustBe } from "../../../core/house/rights.ts";
import { setAccess, setMost } from "../../../core/verbs/change.ts";
import { kick } from "../../../core/verbs/kick.ts";
import { setMaster } from "../../../core/verbs/master.ts";
import type { Room } from "../../../core/room/room.ts";
import { encodeEntities as show } from "../entities.ts";
import { marked } from "../marks.ts";
import { refused } from "../refused.ts";
import type { Request } from "../request.ts";
import type { Seat } from "../seat.ts";
import { selectable, shownTitle } from "../titles.ts";
import { inWords } from "../wording.ts";
import { roomOf, seated, seenIn } from "./command.ts";

export const handOver = seated(async (request, seat) => {
  const user = request.must("user");
  const room = await roomOf(request, seat);
  const heir = await seenIn(room, user, seat);
  if (heir === undefined)
    throw refused.notInRoom(user, request.must("room_name"));
  if (heir.id === room.masterId) throw refused.alreadyMaster(heir.name);
  const { was, master } = await setMaster(seat.connection.chat, seat.session, {
    room: room.id,
    who: user,
    extra: marked(request.tracker),
  });
  const before = was === undefined ? "" : show(was.name);
  return `${selectable(master.name)}:${before}:${shownTitle(room)}`;
});

/** The kicker is told as the others in the room are. */
export const kicking = seated(async (request, seat) => {
  const user = request.must("user");
  const room = await roomOf(request, seat);
  const victim = await seenIn(room, user, seat);
  if (victim === undefined)
    throw refused.notInRoom(user, request.must("room_name"));
  if (victim.id === room.masterId) throw refused.isMaster();
  const { connection, session } = seat;
  const kicked = await kick(connection.chat, session, {
    room: room.id,
    who: user,
    extra: marked(0),
  });
  const usr = show(kicked.name);
  if (seat.room === room) connection.event("leave_room", usr, 0);
  return `${usr}:${seat.shownName}:${shownTitle(room)}`;
});

/** "0" lets in as many as like. */
export const limit = seated(async (request, seat) => {
  const size = request.must("size");
  const room = await roomOf(request, seat);
  if (!/^\d{1,7}$/.test(size)) throw refused.other(`invalid size: ${size}`);
  const { most } = await setMost(seat.connection.chat, seat.session, {
    room: room.id,
    most: Number(size),
    extra: marked(request.tracker),
  });
  return `${most}:${seat.shownName}:${shownTitle(room)}`;
});

const ACCESS = new Map([
  ["1", "public"],
  ["0", "closed"],
] as const);

/** Everyone is told, the master too. */
export const permit = seated(async (request, seat) => {
  const room = await roomOf(request, seat);
  const permission = request.must("permission");
  const access = ACCESS.get(permission as "0" | "1");
  if (access === undefined)
    throw refused.other(`invalid permission: ${permission}`);
  await inWords(setPermission(request, seat, room, access), {
    not_allowed: () => refused.notAllowed(seat.name, 20),
  });
  const { connection, shownName } = seat;
  const { tracker } = request;
  connection.answer("set_room_permission", tracker, permission);
  // By the event, his own too, the page draws the lock.
  const usr = `${shownName}:${shownTitle(room)}:${permission}`;
  connection.event("set_room_permission", usr, tracker);
  return undefined;
});

async function setPermission(
  { tracker }: Request,
  { connection: { chat }, session }: Seat,
  room: Room,
  access: "public" | "closed",
): Promise<void> {
  // One that nobody else knows of is entered by invitation only already.
  if (room.kind === "private" && access === "closed")
    return mustBe(chat, session, room, "admin");
  const extra = marked(tracker);
  await setAccess(chat, session, { room: room.id, access, extra });
}
