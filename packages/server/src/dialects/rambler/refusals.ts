// How refusals are worded at this door.
import { ChatError, type ErrorCode } from "../../core/errors.ts";
import { texts } from "./texts.ts";

/** undefined: in the words that it brings. */
const WORDS: Record<ErrorCode, string | undefined> = {
  bad_frame: undefined,
  bad_request: undefined,
  unknown_verb: texts.unknownCommand,
  version_unsupported: undefined,
  hello_first: undefined,
  hello_again: undefined,
  bad_token: undefined,
  bad_login: undefined,
  bad_password: undefined,
  bad_name: undefined,
  name_taken: undefined,
  no_such_person: texts.noSuchUser,
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

export const wordOf = (refusal: ChatError): string =>
  WORDS[refusal.code] ?? refusal.message;

type Words = string | ((why: string) => string);

/** What a verb gives; its refusals of these codes in these words. */
export async function worded<T>(
  words: Partial<Record<ErrorCode, Words>>,
  verb: Promise<T>,
): Promise<T> {
  try {
    return await verb;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    const word = words[error.code];
    if (word === undefined) throw error;
    const text = typeof word === "string" ? word : word(error.message);
    throw new ChatError(error.code, text, { cause: error });
  }
}

export const wrongUsage = (): ChatError =>
  new ChatError("bad_request", texts.wrongUsage);
