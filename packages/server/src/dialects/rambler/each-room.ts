// Doing one thing in several rooms at once.
import type { Place } from "../../core/entries.ts";
import { ChatError } from "../../core/errors.ts";
import { wordOf } from "./refusals.ts";

/** So many are tried at once: who is too fast in one room is too fast in all, and the others need not be tried. */
const AT_ONCE = 16;
/** So many rooms are named in a refusal. */
const NAMED_MOST = 5;

interface Refused {
  readonly room: Place;
  readonly refusal: ChatError;
}

/** A refusal in one room does not stop the others; it is thrown in the end, once for all. */
export async function inEachRoom(
  rooms: readonly Place[],
  act: (room: Place) => Promise<unknown>,
): Promise<void> {
  const refused: Refused[] = [];
  for (let from = 0; from < rooms.length; from += AT_ONCE) {
    const some = rooms.slice(from, from + AT_ONCE);
    const tooFast = refused.find(({ refusal }) => isTooFast(refusal))?.refusal;
    if (tooFast === undefined) refused.push(...(await tried(some, act)));
    else for (const room of some) refused.push({ room, refusal: tooFast });
  }
  const [first] = refused;
  if (first === undefined) return;
  if (refused.length === rooms.length) throw first.refusal;
  const { refusal } = first;
  throw new ChatError(
    refusal.code,
    `${wordOf(refusal)} (Refused in ${named(refused)}.)`,
    { cause: refusal },
  );
}

async function tried(
  rooms: readonly Place[],
  act: (room: Place) => Promise<unknown>,
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  await Promise.all(
    rooms.map(async (room) => {
      try {
        await act(room);
      } catch (error) {
        if (!(error instanceof ChatError)) throw error;
        refused.push({ room, refusal: error });
      }
    }),
  );
  return refused;
}

const isTooFast = ({ code }: ChatError): boolean => code === "rate_limited";

function named(refused: readonly Refused[]): string {
  const titles = refused
    .slice(0, NAMED_MOST)
    .map(({ room }) => `"${room.title}"`);
  const more = refused.length - titles.length;
  return titles.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
