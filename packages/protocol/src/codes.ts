// The closed list of refusals. Every door words them its own way; the native door and HTTP send them as they are.

/** What each code means, and the HTTP status that carries it. */
export const codes = {
  bad_frame: {
    status: 400,
    means: "The frame is not one JSON object in UTF-8 text.",
  },
  bad_request: {
    status: 400,
    means: "A field is missing or is not of its type.",
  },
  unknown_verb: { status: 404, means: "There is no such verb." },
  version_unsupported: {
    status: 400,
    means: "The server speaks none of the versions offered at hello.",
  },
  hello_first: {
    status: 401,
    means: "Say hello first: this connection has no session yet.",
  },
  hello_again: { status: 409, means: "This connection has a session already." },
  bad_token: {
    status: 401,
    means: "The token belongs to nobody. Say hello with a name to get another.",
  },
  bad_login: { status: 401, means: "The password is not the account's." },
  bad_password: {
    status: 400,
    means: "The password breaks the rule of passwords.",
  },
  bad_name: {
    status: 400,
    means: "The name or title breaks the rule of names.",
  },
  name_taken: {
    status: 409,
    means: "An account, or someone else now in the chat, has this name.",
  },
  no_such_person: {
    status: 404,
    means: "Nobody here, and no account, is called so.",
  },
  no_such_room: { status: 404, means: "There is no such room." },
  no_such_message: {
    status: 404,
    means: "There is no such message in the room, or it is gone.",
  },
  room_exists: {
    status: 409,
    means: "There is a room of this title already.",
  },
  room_full: {
    status: 409,
    means: "As many are in the room as may be at once.",
  },
  not_invited: {
    status: 403,
    means: "The room is entered by invitation only.",
  },
  not_member: { status: 403, means: "Join the room first." },
  hidden: { status: 403, means: "You are hidden in this room." },
  banned: {
    status: 403,
    means: "You are kept out of the room, or of the chat.",
  },
  muted: {
    status: 403,
    means: "You can read, but not say anything: in the room, or anywhere.",
  },
  archived: {
    status: 403,
    means: "The room is archived: nothing is said there any more.",
  },
  locked: {
    status: 403,
    means: "No new accounts are made, or no guests are let in, for now.",
  },
  not_allowed: { status: 403, means: "You have no right to do this." },
  too_large: {
    status: 413,
    means: "The text, frame or line is longer than the limit.",
  },
  too_many: {
    status: 429,
    means:
      "A maximum is reached: connections, calls at once, rooms, rooms that one is in, or that were made in an hour; corrections of a message.",
  },
  rate_limited: {
    status: 429,
    means: "Too fast. Wait a little and send it again.",
  },
  reset: {
    status: 410,
    means:
      "The cursor cannot be resumed without a hole. Join without it and start over.",
  },
  unavailable: {
    status: 503,
    means: "Not done, and nothing was kept. Send it again with the same key.",
  },
  internal: { status: 500, means: "A bug of the server. It was logged." },
} as const satisfies Record<string, { status: number; means: string }>;

export type ErrorCode = keyof typeof codes;
