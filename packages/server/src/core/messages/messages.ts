// What the verbs about messages share: who may append, as whom, and which message is meant.
import type { Chat } from "../chat.ts";
import type { Draft, EntryOf, Extra } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { gather } from "../room/gather.ts";
import type { Appended } from "../ports/log.ts";
import { noSuchMessage } from "../refusals.ts";
import { maySpeak, mustBeMember } from "../house/rights.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

const MOST_SEQ = 0xffff_ffff;

/** Of the author and his session. */
type Authorship = "by" | "name" | "key" | "extra" | "origin" | "byAccount";
type Without<D, K extends PropertyKey> = D extends unknown ? Omit<D, K> : never;

/** Asked of a member. @throws ChatError `hidden`, `muted`, `archived`, `rate_limited` */
export function mustSpeak(chat: Chat, session: Session, room: Room): void {
  mustBeShown(room, session);
  maySpeak(chat, session, room);
  session.pace.say(chat.now());
}

/**
 * Asked again when the store has been waited for since: he may have been muted, put out or banned, and nobody who was told
 * so hears of him behind it. @throws ChatError `unavailable`, `banned`, `not_member`, `muted`, `archived`
 */
export async function mustStillSpeak(
  chat: Chat,
  session: Session,
  room: Room,
): Promise<void> {
  if (!session.presences.has(room.id)) await mustBeMember(chat, session, room);
  if (session.isOver)
    throw new ChatError(
      "unavailable",
      "The session has ended. Say hello again.",
    );
  maySpeak(chat, session, room);
}

/** @throws ChatError `hidden` */
export function mustBeShown(room: Room, { identity }: Session): void {
  if (room.isHidden(identity.id))
    throw new ChatError(
      "hidden",
      `You are hidden in "${room.title}". Show yourself first.`,
    );
}

/** Appends in the name of the session's identity; right and pace were looked at. @throws as `RoomLog.append` */
export function appendAs(
  chat: Chat,
  session: Session,
  room: Room,
  draft: Without<Draft, Authorship>,
  { key, extra }: Pick<Draft, "key"> & { readonly extra?: Extra | undefined },
): Promise<Appended> {
  const { id, name, kind } = session.identity;
  if (room.kind === "direct") gather(chat, room);
  return room.append({
    ...draft,
    by: id,
    name: room.nameOf(id) ?? name,
    // Many share the one identity, and a key would be everyone's.
    key: kind === "anonymous" ? undefined : key,
    extra,
    origin: session.id,
    byAccount: kind === "account",
  });
}

/** A message that is there, as it is now. @throws ChatError `no_such_message`, `unavailable` */
export async function mustFindMessage(
  chat: Chat,
  room: Room,
  seq: number,
): Promise<EntryOf<"said">> {
  mustBeSeq(seq);
  const entry = room.recent.at(seq) ?? (await chat.store.log.at(room.id, seq));
  if (entry?.kind !== "said" || entry.isGone === true) throw noSuchMessage();
  return entry;
}

/** Whether there may be an entry of that seq at all. @throws ChatError `no_such_message` */
export function mustBeSeq(seq: number): void {
  if (!Number.isInteger(seq) || seq < 1 || seq > MOST_SEQ)
    throw noSuchMessage();
}

/** Anonymous is many people, and none of them can be told to be the author. */
export function isOwn({ identity }: Session, { by }: { by: string }): boolean {
  return identity.kind !== "anonymous" && by === identity.id;
}
