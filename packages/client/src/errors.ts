// What a call, a say or a start is refused with: the server's codes, and a few of the client's own.
import type { ErrorCode } from "@koine/protocol";

/**
 * What the client refuses by itself.
 * `offline`: there is no connection now. `cut`: the connection went before the answer came, so it is not known
 * whether it was done. `closed`: the client was closed. `outbox_full`: too many messages wait to be sent.
 * `discarded`: the message was taken back with `discard`. `uncertain`: it was sent under an identity that the server
 * no longer knows, and whether it was kept is not known.
 */
export type LocalCode =
  "offline" | "cut" | "closed" | "outbox_full" | "discarded" | "uncertain";

/** A refusal. The message says what to do next. */
export class KoineError extends Error {
  override readonly name = "KoineError";
  readonly code: ErrorCode | LocalCode;

  constructor(code: ErrorCode | LocalCode, message: string) {
    super(message);
    this.code = code;
  }
}

const PASSING = new Set<string>([
  "cut",
  "offline",
  "rate_limited",
  "unavailable",
]);

/** Whether the same asked again, after a while, may be answered otherwise. */
export function isPassing(error: unknown): boolean {
  return error instanceof KoineError && PASSING.has(error.code);
}

export function isCut(error: unknown): boolean {
  return error instanceof KoineError && error.code === "cut";
}

/** Whether the server says that there is no room here to speak in. */
export function isOut(error: unknown): error is KoineError {
  return (
    error instanceof KoineError &&
    (error.code === "not_member" || error.code === "no_such_room")
  );
}

export function leftMeanwhile(title: string): KoineError {
  return new KoineError(
    "not_member",
    `"${title}" was left meanwhile. Join it again.`,
  );
}

export function goneMessage(): KoineError {
  return new KoineError(
    "no_such_message",
    "The message is gone. Nothing can be done to it any more.",
  );
}

export function closed(): KoineError {
  return new KoineError("closed", "The client is closed. Start it again.");
}

export function offline(): KoineError {
  return new KoineError(
    "offline",
    "There is no connection now. Try again when it is back.",
  );
}

export function uncertain(): KoineError {
  return new KoineError(
    "uncertain",
    "This may have been sent already. Look, then send it again or drop it.",
  );
}

export function cut(): KoineError {
  return new KoineError(
    "cut",
    "The connection went before the answer came. Try again when it is back.",
  );
}
