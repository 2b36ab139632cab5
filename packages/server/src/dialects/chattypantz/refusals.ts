// Refusals in the numbers of the first server, which knew eight.
import { ChatError, type ErrorCode } from "../../core/errors.ts";
import type { Request } from "./read-request.ts";
import { serverSays } from "./responses.ts";
import type { Response } from "./write-response.ts";

/** A refusal that has its response already. */
export class Worded extends ChatError {
  readonly response: Response;

  constructor(
    code: ErrorCode,
    rspType: number,
    roomName: string,
    content: string,
  ) {
    super(code, content);
    this.response = { roomName, rspType, content, list: [] };
  }
}

const NO_ROOMS_LEFT = 1002;
const ROOM_CLOSED = 1003;
const NICKNAME_USED = 1006;
const IS_HIDDEN = 1007;
const UNKNOWN = 1008;

const numbers: Record<ErrorCode, number> = {
  bad_frame: UNKNOWN,
  bad_request: UNKNOWN,
  unknown_verb: UNKNOWN,
  version_unsupported: UNKNOWN,
  hello_first: UNKNOWN,
  hello_again: UNKNOWN,
  bad_token: UNKNOWN,
  bad_login: UNKNOWN,
  bad_password: UNKNOWN,
  // The nickname's own refusal is worded where it is set: this is the room's.
  bad_name: 1001,
  name_taken: NICKNAME_USED,
  no_such_person: UNKNOWN,
  no_such_room: UNKNOWN,
  no_such_message: UNKNOWN,
  room_exists: UNKNOWN,
  room_full: ROOM_CLOSED,
  not_invited: ROOM_CLOSED,
  not_member: UNKNOWN,
  hidden: IS_HIDDEN,
  banned: ROOM_CLOSED,
  muted: UNKNOWN,
  archived: ROOM_CLOSED,
  locked: ROOM_CLOSED,
  not_allowed: UNKNOWN,
  too_large: UNKNOWN,
  too_many: NO_ROOMS_LEFT,
  rate_limited: UNKNOWN,
  reset: UNKNOWN,
  unavailable: UNKNOWN,
  internal: UNKNOWN,
};

/**
 * The response for a refusal. `isQuiet` for what is asked in the middle of a talk: the web clients of the time quit at
 * any number, and nobody should be thrown out for talking too fast.
 */
export function responseTo(
  refusal: ChatError,
  request: Request,
  nick: string,
  isQuiet: boolean,
): Response {
  if (refusal instanceof Worded) return refusal.response;
  if (refusal.code === "name_taken")
    return nicknameUsed(nick, request.roomName).response;
  const { roomName } = request;
  const rspType = numbers[refusal.code];
  if (isQuiet && rspType !== IS_HIDDEN)
    return serverSays(roomName, refusal.message);
  return {
    roomName,
    rspType,
    content: content(rspType, refusal, roomName, nick),
    list: [],
  };
}

function content(
  rspType: number,
  refusal: ChatError,
  room: string,
  nick: string,
): string {
  switch (rspType) {
    case NO_ROOMS_LEFT:
      return "maximum number of rooms reached";
    case IS_HIDDEN:
      return `Nickname "${nick}" is hidden. Cannot post in room "${room}".`;
    default:
      return refusal.message;
  }
}

export const nicknameUsed = (nick: string, room: string): Worded =>
  new Worded(
    "name_taken",
    NICKNAME_USED,
    room,
    `Nickname "${nick}" is already in use in room "${room}".`,
  );
