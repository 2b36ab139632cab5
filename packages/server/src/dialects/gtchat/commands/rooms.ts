// Going from room to room: create_room, join_room, leave_room. One room at a time.
import { refused } from "../refused.ts";
import type { Request } from "../request.ts";
import type { Room } from "../../../core/room/room.ts";
import type { Seat } from "../seat.ts";
import { isLobbyName } from "../titles.ts";
import { inWords } from "../wording.ts";
import { ownRoomOf, roomTo, seated } from "./command.ts";
import { mustBeRoomName } from "./names.ts";

export const createRoom = seated(async (request, seat) => {
  const name = request.must("room_name");
  if (isLobbyName(name)) throw refused.roomExists(name);
  mustBeRoomName(name);
  await inWords(seat.move(name, "create_room", request.tracker), {
    bad_name: refused.badRoomName,
  });
  return undefined;
});

export const joinRoom = seated(async (request, seat) => {
  await enter(await roomTo(request, seat), request, seat);
  return undefined;
});

/** @throws Refused 21, 22, 23, and ChatError */
export async function enter(
  room: Room,
  { tracker }: Request,
  seat: Seat,
): Promise<void> {
  if (seat.room === room) throw refused.alreadyHere();
  await inWords(seat.move(room, "join_room", tracker), {
    room_full: () => refused.isFull(room.most),
  });
}

export const leaveRoom = seated(async (request, seat) => {
  const room = await ownRoomOf(request, seat);
  if (room.isLobby) throw refused.inLobby();
  await seat.leaveRoom(room, request.tracker);
  return undefined;
});
