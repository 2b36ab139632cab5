// What someone is answered, and what it costs: two things that must be the same for what is hidden and for what is not
// there.
import type { SessionVerb } from "../../src/api/bound.ts";
import { table } from "../../src/api/table.ts";
import { ChatError } from "../../src/core/errors.ts";
import type { Limits } from "../../src/core/limits.ts";
import { openChat, type Someone } from "../support/chat.ts";
import { watched } from "../support/watched-store.ts";

const free = { perSecond: Infinity, burst: Infinity };
const limits: Partial<Limits> = { verbs: free, says: free, hellos: free };

/** A chat whose store remembers what it was asked. */
export async function openWatched() {
  const calls: string[][] = [];
  const opened = await openChat({
    limits,
    wrap: (inner) => {
      const { store, calls: made } = watched(inner);
      calls.push(made);
      return store;
    },
  });
  /** The answer with its words, in which `unlike` is left out, and the calls of the store. */
  async function told(
    { chat, session }: Pick<Someone, "chat" | "session">,
    verb: SessionVerb,
    params: object,
    unlike: readonly string[],
  ): Promise<string> {
    for (const made of calls) made.length = 0;
    const run = table[verb] as (...args: unknown[]) => Promise<unknown>;
    const answer = await run(chat, session, params).then(
      (result) => JSON.stringify(result),
      (error: unknown) => {
        if (!(error instanceof ChatError)) throw error;
        return `${error.code}: ${error.message}`;
      },
    );
    const cost = calls.flat().join(" ");
    return unlike.reduce(
      (text, one) => text.replaceAll(one, "…"),
      `${verb}: ${answer} (${cost})`,
    );
  }
  return { ...opened, told };
}
