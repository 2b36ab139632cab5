// Every request of the JSON door, by its number.
import type { Caller } from "../caller.ts";
import type { Request } from "../read-request.ts";
import { Worded } from "../refusals.ts";
import type { Response } from "../write-response.ts";
import { getNickname } from "./get-nickname.ts";
import { hide, unhide } from "./hide.ts";
import { join } from "./join.ts";
import { leave } from "./leave.ts";
import { listNames } from "./list-names.ts";
import { listRooms } from "./list-rooms.ts";
import { message } from "./message.ts";
import { setNickname } from "./set-nickname.ts";

export interface Asking {
  /** The response; undefined when there is none. @throws ChatError */
  readonly answer: (
    caller: Caller,
    request: Request,
  ) => Promise<Response | undefined>;
  readonly needsRoom: boolean;
  /** May be under way beside others of its kind. */
  readonly overlaps: boolean;
  /** Refused without a number; see `responseTo`. */
  readonly isQuiet: boolean;
}

const plain = { needsRoom: true, overlaps: false, isQuiet: false };

const table: ReadonlyMap<number, Asking> = new Map([
  [101, { ...plain, answer: setNickname, needsRoom: false }],
  [102, { ...plain, answer: getNickname, needsRoom: false }],
  [103, { ...plain, answer: listRooms, needsRoom: false }],
  [104, { ...plain, answer: join }],
  [105, { ...plain, answer: listNames }],
  [106, { ...plain, answer: hide }],
  [107, { ...plain, answer: unhide }],
  [108, { ...plain, answer: message, overlaps: true, isQuiet: true }],
  [109, { ...plain, answer: leave, isQuiet: true }],
]);

const unknown: Asking = {
  ...plain,
  answer: async (_caller, { roomName }) => {
    const content = `Unknown request sent to room "${roomName}".`;
    throw new Worded("unknown_verb", 1008, roomName, content);
  },
};

const roomless: Asking = {
  ...plain,
  answer: async () => {
    const content = "room name is mandatory to access a room";
    throw new Worded("bad_request", 1001, "", content);
  },
};

/** What a request asks, also when there is no such thing. */
export function askingOf(request: Request): Asking {
  const asking = table.get(request.reqType) ?? unknown;
  return asking.needsRoom && request.roomName === "" ? roomless : asking;
}
