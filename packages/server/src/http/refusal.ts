// How a refusal looks over HTTP: the status of its code, and the same code and message as at the native door.
import { codes } from "@koine/protocol/codes";
import type { FastifyReply } from "fastify";
import { ChatError } from "../core/errors.ts";

/** Seconds after which it makes sense to try again. */
const retryAfter = "1";

export function sendRefusal(
  reply: FastifyReply,
  { code, message }: ChatError,
): FastifyReply {
  const { status } = codes[code];
  if (code === "rate_limited" || code === "unavailable")
    reply.header("retry-after", retryAfter);
  if (status === 401) reply.header("www-authenticate", "Bearer");
  return reply.code(status).send({ error: { code, message } });
}

/** What went wrong on the way to a verb, as a refusal; undefined when it is a bug. */
export function asRefusal(error: unknown): ChatError | undefined {
  if (error instanceof ChatError) return error;
  if (!isClientsFault(error)) return undefined;
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new ChatError("too_large", "Send a smaller body.");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return wantsJson();
    default:
      return new ChatError("bad_frame", "Send a well-formed HTTP request.");
  }
}

/** A page of another site can post a form, but not this type, without asking first. */
export function wantsJson(): ChatError {
  return new ChatError(
    "bad_frame",
    "Send a JSON object with Content-Type: application/json.",
  );
}

/** Fastify's word that a request was bad, or ended early. */
export function isClientsFault(
  error: unknown,
): error is Error & { readonly code?: unknown } {
  return (
    error instanceof Error &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    error.statusCode < 500
  );
}
