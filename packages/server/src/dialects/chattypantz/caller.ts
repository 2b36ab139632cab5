// Whoever makes requests over one connection of the JSON door, as the requests see it.
import type { Chat } from "../../core/chat.ts";
import { ChatError } from "../../core/errors.ts";
import { foldTitle } from "../../core/people/names.ts";
import type { Session } from "../../core/session.ts";
import type { Visitor } from "../../core/visitor.ts";
import type { KnownRooms } from "../known-rooms.ts";

export interface Caller {
  readonly chat: Chat;
  readonly visitor: Visitor;
  /** Counts a request that no verb of the core counts. @throws ChatError `rate_limited` */
  readonly pace: () => void;
  /** "" until it is set. */
  nick: string;
  /** Rooms by the names that he came into them by. */
  readonly known: KnownRooms;
  /** From the first join on. */
  session: Session | undefined;
}

/**
 * What a verb is to be called with for the room of a request: one that was renamed while he is in it goes by its former
 * name, too, as long as no other one that he is in has that name now.
 */
export function roomRef({ known, session }: Caller, name: string): string {
  const id = known.find(name);
  const former = id === undefined ? undefined : session?.presences.get(id);
  if (session === undefined || former === undefined) return name;
  if (former.room.title === name) return former.room.id;
  const folded = foldTitle(name);
  const isCalledSo = ({ room }: typeof former): boolean =>
    room.kind !== "direct" && foldTitle(room.title) === folded;
  if (isCalledSo(former)) return former.room.id;
  const now = session.presences.values().find(isCalledSo) ?? former;
  return now.room.id;
}

/** @throws ChatError `not_member` when it has joined nothing yet. */
export function mustHaveJoined(caller: Caller, room: string): Session {
  if (caller.session !== undefined) return caller.session;
  throw new ChatError("not_member", `Join "${room}" first.`);
}
