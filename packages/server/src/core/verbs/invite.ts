// invite: lets someone enter a room, and tells him; and his answer to it.
import type { Chat } from "../chat.ts";
import type { Extra, IdentityId, Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { endInvitation } from "../room/may-enter.ts";
import { findPerson } from "../people/people.ts";
import { mustBeMember } from "../house/rights.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

export interface Invite {
  readonly room: string;
  readonly who: string;
  readonly extra?: Extra | undefined;
}

/**
 * @throws ChatError `no_such_room`, `not_member` when the inviter is not in it, `no_such_person`, `bad_request` when he
 * is in it already, `not_allowed`, `muted`, `rate_limited`, `unavailable`
 */
export function invite(
  chat: Chat,
  session: Session,
  params: Invite,
): Promise<{ room: Room; who: Person }> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    await mustBeMember(chat, session, room);
    chat.sanctions.mustSpeak(session, room);
    const who = await findPerson(chat, session, params.who);
    if (room.kind === "direct" || who.id === chat.anonymous.id)
      throw new ChatError("not_allowed", "Nobody can be invited so.");
    if (room.here.get(who.id) !== undefined)
      throw new ChatError(
        "bad_request",
        `${who.name} is in "${room.title}" already.`,
      );
    const here = chat.identity(who.id);
    if (here?.isPassing === true) here.invite(room.id);
    else await keep(chat, room, who.id, session.identity.id);
    const { id, title } = room;
    const live = { extra: params.extra, origin: session.id };
    const by = asSeen(room, session);
    chat.tell(who.id, { ...live, kind: "invited", room: id, title, by });
    return { room, who };
  });
}

function keep(
  { store, limits }: Chat,
  { id }: Room,
  who: IdentityId,
  by: IdentityId,
): Promise<void> {
  return store.rooms.invite(id, who, by, limits.invitations);
}

export interface AnswerInvite {
  readonly room: string;
  readonly inviter: string;
  /** `yes` lets one enter: join it then. `no` takes the invitation back. */
  readonly answer: "yes" | "no" | "later";
  readonly extra?: Extra | undefined;
}

/** @throws ChatError `no_such_room`, `no_such_person`, `not_invited`, `rate_limited`, `unavailable` */
export function answerInvite(
  chat: Chat,
  session: Session,
  params: AnswerInvite,
): Promise<{ room: Room; inviter: Person }> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity, params.room);
    const { identity } = session;
    const isInvited =
      identity.invitations.has(room.id) ||
      (await chat.store.rooms.isInvited(room.id, identity.id));
    if (!isInvited)
      throw new ChatError(
        "not_invited",
        `You are not invited to "${room.title}".`,
      );
    const inviter = await findPerson(chat, session, params.inviter);
    // An invitation is no way to write to anybody else.
    const isThere =
      room.here.get(inviter.id) !== undefined ||
      (await chat.store.rooms.isMember(room.id, inviter.id));
    if (!isThere)
      throw new ChatError(
        "no_such_person",
        `"${params.inviter}" is not in "${room.title}".`,
      );
    if (params.answer === "no") await endInvitation(chat, identity, room);
    const live = { extra: params.extra, origin: session.id };
    const { answer } = params;
    const by = asSeen(room, session);
    const { id: roomId, title } = room;
    chat.tell(inviter.id, {
      ...live,
      kind: "answered",
      room: roomId,
      title,
      by,
      answer,
    });
    return { room, inviter };
  });
}

/** As he is called in the room, or everywhere. */
export function asSeen(room: Room, { identity }: Session): Person {
  const { id, name } = identity;
  return { id, name: room.nameOf(id) ?? name };
}
