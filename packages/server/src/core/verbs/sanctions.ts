// sanctions: the bans and mutes that hold, of a room or of the whole chat.
import type { Chat } from "../chat.ts";
import { isSuperuser, mustBe, mustBeInHouse } from "../house/rights.ts";
import type { Session } from "../session.ts";
import type { Sanction } from "../ports/house-store.ts";

export interface ListSanctions {
  readonly room?: string | undefined;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface SanctionsPage {
  /** The newest first; addresses are for admins of the chat only, and so are those of the addresses of someone who is listed. */
  readonly sanctions: readonly Sanction[];
  readonly next: string | undefined;
}

/** For moderators. @throws ChatError `no_such_room`, `not_allowed`, `rate_limited`, `unavailable` */
export function listSanctions(
  chat: Chat,
  session: Session,
  { room: ref, after, limit }: ListSanctions,
): Promise<SanctionsPage> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room =
      ref === undefined
        ? undefined
        : await chat.rooms.mustFindFor(session.identity, ref);
    if (room === undefined) mustBeInHouse(session, "moderator");
    else await mustBe(chat, session, room, "moderator");
    const mayKnow = isSuperuser(session);
    const held = chat.sanctions.list(room?.id);
    const all = mayKnow ? held : withoutCompanions(held);
    const rest =
      after === undefined ? all : all.filter((one) => isBehind(one, after));
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    const next =
      rest.length > page.length && last !== undefined
        ? placeOf(last)
        : undefined;
    return {
      sanctions: mayKnow ? page : page.map(withoutAddress),
      next,
    };
  });
}

/** Where it is in the list; it stays so when others come and go. */
const placeOf = ({ at, id }: Sanction): string => `${at}-${id}`;

function isBehind({ at, id }: Sanction, place: string): boolean {
  const [time = "", last = ""] = place.split("-", 2);
  return at < Number(time) || (at === Number(time) && id > last);
}

/** Of an address nothing can be shown; what came with someone's own is lifted with it. */
function withoutCompanions(held: readonly Sanction[]): readonly Sanction[] {
  const act = ({ kind, at, by, name }: Sanction): string =>
    JSON.stringify([kind, at, by.id, name]);
  const isOwn = ({ identity }: Sanction): boolean => identity !== undefined;
  const own = new Set(held.filter(isOwn).map(act));
  return held.filter((one) => isOwn(one) || !own.has(act(one)));
}

const withoutAddress = (sanction: Sanction): Sanction => ({
  ...sanction,
  address: undefined,
});
