// What a command of this door is, and how those begin that want someone logged in.
import { fold } from "../../../core/names.ts";
import type { Room } from "../../../core/room.ts";
import type { Connection } from "../connection.ts";
import { refused } from "../refused.ts";
import type { Request } from "../request.ts";
import type { Seat } from "../seat.ts";
import { findRoom } from "../titles.ts";

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

/** The room that a request names. @throws Refused 3, 8 */
export async function roomOf(request: Request, seat: Seat): Promise<Room> {
  const name = request.must("room_name");
  const room = await findRoom(seat.connection.chat, name);
  if (room === undefined) throw refused.noSuchRoom(name);
  return room;
}

/** The same; he must be in it. @throws Refused 3, 8, 10 */
export async function ownRoomOf(request: Request, seat: Seat): Promise<Room> {
  const name = request.must("room_name");
  const { room } = seat;
  if (room !== undefined && seat.isIn(name)) return room;
  await roomOf(request, seat);
  throw refused.notInRoom(seat.name, name);
}

/** Someone in a room, by what he is called there. */
export function inRoom(
  room: Room,
  name: string,
): { readonly id: string; readonly name: string } | undefined {
  const occupant = room.here.named(fold(name));
  return occupant && { id: occupant.identity.id, name: occupant.name };
}
