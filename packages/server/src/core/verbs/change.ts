// change: how many may be in a room at once, and who may enter it.
import type { Chat } from "../chat.ts";
import type { Extra } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { mustRule } from "../rights.ts";
import type { Room } from "../room.ts";
import type { Session } from "../session.ts";
import type { RoomChange } from "../store.ts";
import { asSeen } from "./invite.ts";

/** More than ever come. */
const MOST = 1_000_000;

export interface SetMost {
  readonly room: string;
  /** 0: as many as like. Who is in it stays. */
  readonly most: number;
  readonly extra?: Extra | undefined;
}

/** @throws ChatError `no_such_room`, `bad_request`, `not_allowed`, `rate_limited`, `unavailable` */
export function setMost(
  chat: Chat,
  session: Session,
  { room, most, extra }: SetMost,
): Promise<Room> {
  if (!Number.isInteger(most) || most < 0 || most > MOST)
    return Promise.reject(
      new ChatError("bad_request", `How many is a number from 0 to ${MOST}.`),
    );
  return change(chat, session, room, "most", { most }, extra);
}

export interface SetAccess {
  readonly room: string;
  readonly access: "public" | "closed";
  readonly extra?: Extra | undefined;
}

/** Who is in it stays. @throws ChatError `no_such_room`, `not_allowed`, `rate_limited`, `unavailable` */
export function setAccess(
  chat: Chat,
  session: Session,
  { room, access, extra }: SetAccess,
): Promise<Room> {
  return change(chat, session, room, "access", { kind: access }, extra);
}

function change(
  chat: Chat,
  session: Session,
  ref: string,
  what: "most" | "access",
  to: Pick<RoomChange, "most" | "kind">,
  extra: Extra | undefined,
): Promise<Room> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room = await chat.rooms.mustFindFor(session.identity.id, ref);
    mustRule(session, room);
    if (room.isLobby || room.kind === "direct")
      throw new ChatError("not_allowed", "The lobby is open to everyone.");
    await chat.store.rooms.change(room.id, to);
    room.most = to.most ?? room.most;
    room.kind = to.kind ?? room.kind;
    const live = { extra, origin: session.id };
    const by = asSeen(room, session);
    const { id, title, most, kind: access } = room;
    const told = { ...live, room: id, by, most, access };
    if (what === "most") room.notify({ ...told, kind: "bounded" });
    // Everyone knows of it, and whether it is open to him.
    else chat.announce({ ...told, kind: "access", title });
    return room;
  });
}
