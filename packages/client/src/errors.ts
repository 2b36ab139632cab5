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
