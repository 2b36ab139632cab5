// How refusals are worded at this door: as a `chat_message`.
import type { ChatError, ErrorCode } from "../../core/errors.ts";
import type { Frame } from "../../lib/frame.ts";
import * as told from "./told.ts";

/** Of a name that was asked for, or of someone whom a private message is for; undefined: in the words that it brings. */
const WORDS: Record<ErrorCode, ((name: string) => string) | undefined> = {
  bad_frame: undefined,
  bad_request: undefined,
  unknown_verb: undefined,
  version_unsupported: undefined,
  hello_first: () => told.notConnected,
  hello_again: undefined,
  bad_token: undefined,
  bad_login: told.reserved,
  bad_password: undefined,
  bad_name: told.impossible,
  name_taken: told.taken,
  no_such_person: told.nobody,
  no_such_room: undefined,
  no_such_message: undefined,
  room_exists: undefined,
  room_full: undefined,
  not_invited: undefined,
  not_member: undefined,
  hidden: undefined,
  banned: undefined,
  muted: undefined,
  archived: undefined,
  locked: undefined,
  not_allowed: undefined,
  too_large: undefined,
  too_many: undefined,
  rate_limited: undefined,
  reset: undefined,
  unavailable: undefined,
  internal: undefined,
};

const OF_NAMES: ReadonlySet<ErrorCode> = new Set([
  "bad_login",
  "bad_name",
  "name_taken",
]);

export function worded({ code, message }: ChatError, name: string): Frame {
  const from = OF_NAMES.has(code) ? told.OF_NAMES : told.SERVER;
  return told.chatMessage(WORDS[code]?.(name) ?? `Error: ${message}`, from);
}
