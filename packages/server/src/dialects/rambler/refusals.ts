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
  room_exists: undefined,
  room_full: undefined,
  not_invited: undefined,
  not_member: undefined,
  hidden: undefined,
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

/** What a verb gives; its refusals of these codes in these words. */
export async function worded<T>(
  words: Partial<Record<ErrorCode, string>>,
  verb: Promise<T>,
): Promise<T> {
  try {
    return await verb;
  } catch (error) {
    const text = error instanceof ChatError ? words[error.code] : undefined;
    if (!(error instanceof ChatError) || text === undefined) throw error;
    throw new ChatError(error.code, text, { cause: error });
  }
}

export const wrongUsage = (): ChatError =>
  new ChatError("bad_request", texts.wrongUsage);
