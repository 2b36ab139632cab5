// 102: what the caller is called.
import type { Caller } from "../caller.ts";
import type { Response } from "../write-response.ts";

export async function getNickname(caller: Caller): Promise<Response> {
  caller.pace();
  return { roomName: "", rspType: 102, content: caller.nick, list: [] };
}
