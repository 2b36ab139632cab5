// nick: what someone is called in one room, beside the name that he has everywhere.
import type { Chat } from "../chat.ts";
import type { Extra } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { nameKeys } from "../people/free-nicks.ts";
import type { Identity } from "../identity.ts";
import { fold, readName } from "../people/names.ts";
import { nameTaken } from "../people/names-held.ts";
import type { Room } from "../room/room.ts";
import { mustBeMember } from "../house/rights.ts";
import type { Session } from "../session.ts";

export interface Nick {
  readonly room: string;
  /** null: called as everywhere again. */
  readonly nick: string | null;
  readonly extra?: Extra | undefined;
}

/**
 * What he is called there from now on; kept with his membership.
 * @throws ChatError `bad_name`, `name_taken` when an account or someone else in the room has it, `not_allowed` for
 * Anonymous, `no_such_room`, `not_member`, `muted`, `rate_limited`, `unavailable`
 */
export function nick(
  chat: Chat,
  session: Session,
  params: Nick,
): Promise<{ room: Room; name: string }> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    const { changes, identity } = session;
    const wanted = params.nick === null ? undefined : readName(params.nick);
    return changes.alone(async () => {
      await mustBeMember(chat, session, room);
      using look = lookAtNames(chat);
      await mustBeOwnNick(chat, session, room, wanted);
      // Everyone in the room is told it: whoever says nothing there says nothing so.
      if (wanted !== undefined) chat.sanctions.mustSpeak(session, room);
      const was = room.here.get(identity.id)?.nick;
      await keep(chat, identity, room, wanted);
      const live = { extra: params.extra, origin: session.id };
      try {
        if (wanted !== undefined && !look.isSo(wanted)) throw nameTaken(wanted);
        return { room, name: room.call(identity, wanted, live) };
      } catch (error) {
        // Someone else was called so meanwhile, or has registered the name.
        await keep(chat, identity, room, was);
        throw error;
      }
    });
  });
}

interface Look extends Disposable {
  /** Whether the nick has become no account's name since. */
  isSo(nick: string | undefined): boolean;
}

/** Before it is asked whose a nick is: in the turn in which someone is called so it must still be so. */
export function lookAtNames(chat: Chat): Look {
  const arrival = chat.house.arrivals.begin();
  return {
    isSo: (nick) => nick === undefined || !arrival.isStale(...nameKeys(nick)),
    [Symbol.dispose]: () => arrival.end(),
  };
}

async function keep(
  chat: Chat,
  { id, isPassing }: Identity,
  room: Room,
  nick: string | undefined,
): Promise<void> {
  if (!isPassing) await chat.store.rooms.addMember(room.id, id, nick ?? null);
}

/** A nick kept from earlier may be someone else's by now: then he is called as everywhere. @throws ChatError `unavailable` */
export async function keptNick(
  chat: Chat,
  session: Session,
  room: Room,
  kept: string | undefined,
): Promise<string | undefined> {
  try {
    await mustBeOwnNick(chat, session, room, kept);
    return kept;
  } catch (error) {
    if (error instanceof ChatError && error.code === "name_taken")
      return undefined;
    throw error;
  }
}

/** @throws ChatError as `nick` */
export async function mustBeOwnNick(
  chat: Chat,
  { identity }: Session,
  room: Room,
  wanted: string | undefined,
): Promise<void> {
  if (wanted === undefined) return;
  if (room.kind === "direct")
    throw new ChatError("not_allowed", "There are no nicks between two.");
  const isOwn = fold(wanted) === fold(identity.name);
  if (identity.kind === "anonymous" && !isOwn)
    throw new ChatError(
      "not_allowed",
      "Whoever has no name has no nick. Say hello with a name first.",
    );
  room.here.mustBeFree(wanted, identity.id);
  if (isOwn) return;
  if (fold(wanted) === fold(chat.anonymous.name))
    throw new ChatError(
      "name_taken",
      `"${wanted}" is what everyone without a name is called. Choose another.`,
    );
  await chat.names.mustBeNoOthers(wanted, identity.id);
}
