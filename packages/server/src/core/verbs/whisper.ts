// whisper: a direct message. A direct conversation is a room of its people, whose sessions all hear it without joining.
import type { Chat } from "../chat.ts";
import { foldedOf } from "../direct.ts";
import type { Extra, Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { newRoomId } from "../ids.ts";
import type { Appended } from "../log.ts";
import { findPerson } from "../people.ts";
import { readText } from "../read-text.ts";
import type { Room } from "../room.ts";
import type { Session } from "../session.ts";
import { appendSaid, onceByKey } from "./say.ts";

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
 * `too_large`, `rate_limited`, `unavailable`
 */
export function whisper(
  chat: Chat,
  session: Session,
  params: Whisper,
): Promise<Whispered> {
  return session.order.alone(async () => {
    const { room, to } = await openDirect(chat, session, params.to);
    const appended = await onceByKey(
      chat,
      session,
      room,
      params.key,
      async () => {
        const text = readText(chat, params.text);
        session.pace.say(chat.now());
        for (const { id } of room.people) gather(chat, room, id);
        return appendSaid(chat, session, room, { ...params, text });
      },
    );
    return { ...appended, room, to };
  });
}

async function openDirect(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<{ room: Room; to: Person }> {
  const { identity } = session;
  const to = await findPerson(chat, session, ref);
  if (identity.kind === "anonymous" || to.id === chat.anonymous.id)
    throw new ChatError(
      "not_allowed",
      `Direct messages need a name at both ends: "${chat.anonymous.name}" is many people.`,
    );
  if (to.id === identity.id)
    throw new ChatError("bad_request", "A direct message is for someone else.");
  // Its place among what is looked up by what is asked; whoever asks for many pays like for any verb.
  const folded = foldedOf([identity.id, to.id]);
  const { room: record } = await chat.store.rooms.create({
    id: newRoomId(),
    title: "",
    folded,
    kind: "direct",
    most: 0,
    master: undefined,
  });
  return { room: await chat.rooms.open(record), to };
}

/** Opens the room at every session of someone: what is said in it from here on reaches him. */
function gather(chat: Chat, room: Room, id: string): void {
  for (const session of chat.sessionsOf(id)) {
    const { ear, presences, directs, identity } = session;
    if (ear === undefined || session.hasEnded || presences.has(room.id))
      continue;
    // Others open these, so that their bound is not to be filled up: the one opened first is let go.
    const [oldest] = directs;
    if (directs.size >= chat.limits.directRooms && oldest !== undefined)
      session.exit(oldest);
    const presence = room.enter(identity, {
      session: session.id,
      ear,
      cursor: room.head,
      nick: undefined,
      isHidden: false,
      live: {},
    });
    presences.set(room.id, presence);
    directs.add(room.id);
    session.tell({ kind: "direct", room: room.id, people: room.people });
    session.follow(presence);
  }
}
