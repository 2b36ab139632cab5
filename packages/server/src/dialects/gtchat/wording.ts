// The core's refusals in GTChat's codes and words, where a command has none of its own for them.
import { ChatError, type ErrorCode } from "../../core/errors.ts";
import { refused, type Refused } from "./refused.ts";
import { Request, type Param } from "./request.ts";

/** `usr` is who asks. */
export function worded(
  error: ChatError,
  request: Request | undefined,
  usr: string,
): Refused {
  return WORDS[error.code](error, request ?? NOTHING, usr);
}

const NOTHING = new Request("", {});

type Words = (error: ChatError, request: Request, usr: string) => Refused;

const asItIs: Words = ({ message }) => refused.other(message);

const WORDS: Record<ErrorCode, Words> = {
  bad_frame: asItIs,
  bad_request: asItIs,
  unknown_verb: (_, { cmd }) => refused.unknownCmd(cmd),
  version_unsupported: asItIs,
  hello_first: (_, request) => refused.notLoggedIn(request.text("usr")),
  hello_again: (_, _request, usr) => refused.alreadyLoggedIn(usr),
  bad_token: () => refused.badLogin(),
  bad_login: () => refused.badLogin(),
  bad_password: () => refused.passwordShort(),
  bad_name: () => refused.badName(),
  name_taken: () => refused.isTaken(),
  no_such_person: (_, request) => refused.noSuchUser(personIn(request)),
  no_such_room: (_, request) => refused.noSuchRoom(request.text("room_name")),
  no_such_message: asItIs,
  room_exists: (_, request) => refused.roomExists(request.text("room_name")),
  room_full: asItIs,
  not_invited: () => refused.isPrivate(),
  not_member: (_, request, usr) =>
    refused.notInRoom(usr, request.text("room_name")),
  hidden: asItIs,
  banned: ({ message }) => refused.keptFrom(message),
  muted: ({ message }) => refused.keptFrom(message),
  archived: ({ message }) => refused.keptFrom(message),
  locked: ({ message }) => refused.keptOut(message),
  not_allowed: (_, _request, usr) => refused.notAllowed(usr),
  too_large: asItIs,
  too_many: asItIs,
  rate_limited: asItIs,
  reset: asItIs,
  unavailable: asItIs,
  internal: asItIs,
};

const PEOPLE: readonly Param[] = ["target_user", "invitee", "inviter", "user"];

function personIn(request: Request): string {
  return PEOPLE.map((param) => request.text(param)).find(Boolean) ?? "";
}

/** Gives a verb's result, or a command's own words for a refusal of it. */
export async function inWords<T>(
  verb: Promise<T>,
  words: Partial<Record<ErrorCode, () => Refused>>,
): Promise<T> {
  try {
    return await verb;
  } catch (error) {
    const word = error instanceof ChatError ? words[error.code] : undefined;
    throw word === undefined ? error : word();
  }
}
