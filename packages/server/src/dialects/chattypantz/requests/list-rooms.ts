// 103: the rooms there are, those entered by invitation only among them.
import { mustBeLetIn, roomTitles } from "../queries.ts";
import type { Caller } from "../caller.ts";
import type { Response } from "../write-response.ts";

export async function listRooms(caller: Caller): Promise<Response> {
  caller.pace();
  mustBeLetIn(caller.chat, caller.visitor.address);
  const list = await roomTitles(caller.chat, ["public", "closed"]);
  return { roomName: "", rspType: 103, content: "", list };
}
