// rename: another name for a guest, in every room and on all its sessions.
import type { Chat } from "../chat.ts";
import type { Extra, IdentityId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { fold, readName } from "../people/names.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

export interface RenameOptions {
  /** A name that is another's is given with a suffix (`bob~1`), not refused. */
  readonly suffix?: boolean | undefined;
  readonly extra?: Extra | undefined;
}

/**
 * The name as it is kept.
 * @throws ChatError `bad_name`, `name_taken`, `not_allowed` for accounts and Anonymous, `muted`, `rate_limited`, `unavailable`
 */
export function rename(
  chat: Chat,
  session: Session,
  raw: string,
  options: RenameOptions = {},
): Promise<string> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { changes } = session;
    return changes.alone(() => change(chat, session, readName(raw), options));
  });
}

async function change(
  chat: Chat,
  session: Session,
  asked: string,
  options: RenameOptions,
): Promise<string> {
  const { identity } = session;
  if (asked === identity.name) return asked;
  if (identity.kind !== "guest")
    throw new ChatError(
      "not_allowed",
      identity.kind === "account"
        ? "An account keeps its name. Choose a nick in a room instead."
        : "Whoever has no name cannot change it. Say hello with one.",
    );
  // Everyone is told it: whoever says nothing anywhere says nothing so.
  chat.sanctions.mustSpeak(session);
  session.pace.announce(chat.now());
  let name = asked;
  if (options.suffix === true)
    name = await chat.names.claimOrSuffix(asked, identity.id);
  else await chat.names.claim(asked, identity.id);
  try {
    if (!identity.isPassing)
      await chat.store.identities.rename(identity.id, name);
  } catch (error) {
    if (fold(name) !== fold(identity.name))
      chat.names.release(name, identity.id);
    throw error;
  }
  const was = identity.name;
  if (fold(was) !== fold(name)) chat.names.release(was, identity.id);
  identity.name = name;
  const live = { extra: options.extra, origin: session.id };
  chat.announce({
    ...live,
    kind: "called",
    who: { id: identity.id, name },
    was,
  });
  for (const room of roomsOf(chat, identity.id)) room.renamed(identity, live);
  return name;
}

/** Those that he is in, and the direct ones that are open for others. */
function roomsOf(chat: Chat, id: IdentityId): Set<Room> {
  const present = chat
    .roomsIn(id)
    .flatMap((room) => chat.rooms.get(room) ?? []);
  return new Set([...present, ...chat.rooms.directsOf(id)]);
}
