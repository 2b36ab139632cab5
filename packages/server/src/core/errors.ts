// The closed list of refusals. Raised by the core and by stores, worded by each dialect.

export const errorCodes = [
  "bad_frame",
  "bad_request",
  "unknown_verb",
  "version_unsupported",
  "hello_first",
  "hello_again",
  "bad_token",
  "bad_login",
  "bad_password",
  "bad_name",
  "name_taken",
  "no_such_person",
  "no_such_room",
  "no_such_message",
  "room_exists",
  "room_full",
  "not_invited",
  "not_member",
  "hidden",
  "banned",
  "muted",
  "archived",
  "locked",
  "not_allowed",
  "too_large",
  "too_many",
  "rate_limited",
  "reset",
  "unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A refusal: the caller stays, nothing was changed. The message says what to do next. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
