// What every dialect does with an error before it words it: refusals are counted, bugs are told and shown bare.
import { ChatError } from "../core/errors.ts";
import type { DialectContext } from "./dialect.ts";

/** The refusal to word. `where` is the dialect's name. */
export function refusalOf(
  error: unknown,
  context: DialectContext,
  where: string,
): ChatError {
  const refusal =
    error instanceof ChatError
      ? error
      : new ChatError(
          "internal",
          "This is a bug of the server, and was logged.",
        );
  if (refusal !== error) context.onBug(error, where);
  context.chat.tally.refused(refusal.code);
  return refusal;
}
