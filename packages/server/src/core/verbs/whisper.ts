// whisper: a direct message. A direct conversation is a room of its people, whose sessions all hear it without joining.
import type { Chat } from "../chat.ts";
import { foldedOf } from "../room/direct.ts";
import type { Extra, Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { isIdentityId } from "../ids.ts";
import type { Appended } from "../ports/log.ts";
import { fold } from "../people/names.ts";
import { onceByKey } from "../messages/once-by-key.ts";
import { openDirect } from "../room/open-direct.ts";
import { findPerson } from "../people/people.ts";
import { readText } from "../messages/read-text.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";
import { appendSaid } from "./say.ts";

export interface Whisper {
  /** A name: of someone in one of the rooms, in the chat, or of an account. Or an id. */
  readonly to: string;
  readonly text: string;
  readonly key?: string | undefined;
  readonly extra?: Extra | undefined;
}

export interface Whispered extends Appended {
  readonly room: Room;
  readonly to: Person;
}

/**
 * Durable when it resolves; whoever is not here finds it when he comes back.
 * @throws ChatError `no_such_person`, `bad_request` (to oneself, blank), `not_allowed` to and from Anonymous,
 * `muted`, `too_large`, `rate_limited`, `unavailable`
 */
export function whisper(
  chat: Chat,
  session: Session,
  params: Whisper,
): Promise<Whispered> {
  return session.order.alone(async () => {
    const to = await addressee(chat, session, params.to).catch(
      async (error: unknown) => {
        const isGone =
          error instanceof ChatError && error.code === "no_such_person";
        const again = isGone && (await sentBefore(chat, session, params));
        if (!again) throw error;
        return again;
      },
    );
    if ("entry" in to) return to;
    const ask = (where?: Room): string => {
      const read = readText(chat, params.text);
      chat.sanctions.mustSpeak(session, where);
      session.pace.say(chat.now());
      return read;
    };
    let asked: string | undefined;
    const people = [session.identity.id, to.id];
    // Nothing is made for what is refused.
    const room = await openDirect(chat, people, () => (asked = ask()));
    const { key } = params;
    const appended = await onceByKey(chat, session, room, key, async () => {
      const text = asked ?? ask(room);
      return appendSaid(chat, session, room, { ...params, text });
    });
    return { ...appended, room, to };
  });
}

/** What was sent under this key to someone who cannot be found any more: by his id, or by what he was called. */
async function sentBefore(
  chat: Chat,
  { identity, directs }: Session,
  { to: ref, key }: Whisper,
): Promise<Whispered | undefined> {
  if (key === undefined) return undefined;
  const record = isIdentityId(ref)
    ? await chat.store.rooms.byFolded(foldedOf([identity.id, ref]))
    : undefined;
  const rooms = [...directs].flatMap((id) => chat.rooms.get(id) ?? []);
  if (record !== undefined) rooms.push(await chat.rooms.open(record));
  const folded = fold(ref);
  for (const room of rooms) {
    if (room.people.length !== 2) continue;
    const to = room.people.find(
      ({ id, name }) =>
        id !== identity.id && (id === ref || fold(name) === folded),
    );
    const entry = to && (await chat.store.log.find(room.id, identity.id, key));
    if (to && entry?.kind === "said")
      return { entry, repeated: true, room, to };
  }
  return undefined;
}

async function addressee(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<Person> {
  const { identity } = session;
  const to = await findPerson(chat, session, ref);
  if (identity.kind === "anonymous" || to.id === chat.anonymous.id)
    throw new ChatError(
      "not_allowed",
      `Direct messages need a name at both ends: "${chat.anonymous.name}" is many people.`,
    );
  if (to.id === identity.id)
    throw new ChatError("bad_request", "A direct message is for someone else.");
  return to;
}
