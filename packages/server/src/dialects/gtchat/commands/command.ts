// What a command of this door is, and how those begin that want someone logged in.
import { fold } from "../../../core/people/names.ts";
import { mustComeInto } from "../../../core/house/must-come-into.ts";
import { isAtLeast, mustRead, roleOf } from "../../../core/house/rights.ts";
import type { Room } from "../../../core/room/room.ts";
import type { Connection } from "../connection.ts";
import { refused } from "../refused.ts";
import type { Request } from "../request.ts";
import type { Seat } from "../seat.ts";
import { findShown, findTitled, isCalled } from "../titles.ts";
import { inWords } from "../wording.ts";

export interface Command {
  /** Several may be under way at once; every other command waits for those before it. */
  readonly overlaps?: boolean;
  /** The text of its answer, encoded; undefined when it has answered by itself. @throws Refused or ChatError */
  run(request: Request, connection: Connection): Promise<string | undefined>;
}

/** A command of someone who is logged in, and who is named in it if anyone is. */
export function seated(
  run: (request: Request, seat: Seat) => Promise<string | undefined>,
  { overlaps = false } = {},
): Command {
  return {
    overlaps,
    async run(request, { seat }) {
      const usr = request.text("usr");
      if (seat === undefined) throw refused.notLoggedIn(usr);
      mustBeOwn(usr, seat);
      return run(request, seat);
    },
  };
}

/** Nobody speaks in another's name. @throws Refused 6 */
export function mustBeOwn(usr: string, seat: Seat): void {
  if (usr !== "" && !seat.isMe(usr)) throw refused.noSuchUser(usr);
}

/**
 * The room that a request is about: the one that he is in, if it goes by that name; by a former one only where no other
 * room has that now. @throws Refused 3, 8
 */
export async function roomOf(request: Request, seat: Seat): Promise<Room> {
  const name = request.must("room_name");
  const { room } = seat;
  const isThis = room !== undefined && isCalled(room, name);
  return isThis ? room : roomTo(request, seat);
}

/** The room that a request wants to go to. @throws Refused 3, 8 */
export async function roomTo(request: Request, seat: Seat): Promise<Room> {
  const name = request.must("room_name");
  const { chat } = seat.connection;
  const room =
    (await findTitled(chat, seat.session.identity, name)) ??
    (seat.isIn(name) ? seat.room : undefined) ??
    (await seat.invitedTo(name)) ??
    (await findShown(chat, name));
  if (room === undefined) throw refused.noSuchRoom(name);
  return room;
}

/** The same; he must be in it. @throws Refused 3, 8, 10, ChatError `banned` */
export async function ownRoomOf(request: Request, seat: Seat): Promise<Room> {
  const name = request.must("room_name");
  const { room } = seat;
  if (room !== undefined && seat.isIn(name)) return room;
  const other = await roomOf(request, seat);
  await mustComeInto(seat.connection.chat, seat.session, other);
  throw refused.notInRoom(seat.name, name);
}

/** As `inRoom`, for whoever may know who is in it. @throws Refused 19, ChatError `unavailable` */
export async function seenIn(
  room: Room,
  name: string,
  { connection: { chat }, session, name: own }: Seat,
): Promise<ReturnType<typeof inRoom>> {
  const role = await roleOf(chat, session.identity.id, room);
  if (!isAtLeast(role, "moderator"))
    await inWords(mustRead(chat, session, room), {
      not_member: () => refused.notAllowed(own),
      banned: () => refused.notAllowed(own),
    });
  return inRoom(room, name);
}

/** Someone in a room, by what he is called there. */
export function inRoom(
  room: Room,
  name: string,
): { readonly id: string; readonly name: string } | undefined {
  const occupant = room.here.named(fold(name));
  return occupant && { id: occupant.identity.id, name: occupant.name };
}
