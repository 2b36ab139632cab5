// Ends someone's place in a room for him: his membership, his invitation and his presence at every session.
import type { Chat } from "../chat.ts";
import type { IdentityId, Live, Person } from "../entries.ts";
import type { Identity } from "../identity.ts";
import type { Act } from "./house.ts";
import { endInvitation } from "../room/may-enter.ts";
import type { Room } from "../room/room.ts";
import { endMastership } from "../tidy.ts";
import { endMembership } from "../verbs/leave.ts";

export interface PutOut {
  readonly who: Person;
  readonly by: Person;
  /** "" when none was given. */
  readonly reason: string;
  /** He may not come back until then (milliseconds since 1970; Infinity for good). */
  readonly until?: number | undefined;
  readonly live: Live;
  /** Asked right before it is done, when he neither comes nor goes any more. */
  readonly mayStill: () => Promise<void>;
  /** What it is written down as, with it; undefined: it is already. */
  readonly act?: Act | undefined;
}

/** @throws ChatError `unavailable`, and what `mayStill` throws: then nothing was done */
export async function putOut(
  chat: Chat,
  room: Room,
  { who, by, reason, until, live, mayStill, act }: PutOut,
): Promise<void> {
  let audited: Promise<void> | undefined;
  await alongside(chat, who.id, async (identity) => {
    if (audited === undefined) await mayStill();
    audited ??= act === undefined ? Promise.resolve() : chat.audit(act);
    await Promise.all([audited, end(chat, room, who.id, identity, live)]);
    const why = reason === "" ? {} : { reason };
    const told = { ...live, ...why, until, by };
    const { id, title } = room;
    // At once: if he comes again, he is answered behind it.
    for (const one of chat.sessionsOf(who.id))
      one.tell({ ...told, kind: "kicked", room: id, title });
  });
}

async function end(
  chat: Chat,
  room: Room,
  id: IdentityId,
  identity: Identity | undefined,
  live: Live,
): Promise<void> {
  const { rooms } = chat.store;
  if (identity === undefined)
    await Promise.all([
      rooms.uninvite(room.id, id),
      rooms.removeMember(room.id, id),
      endMastership(chat, room, id),
    ]).finally(() => room.departures++);
  else
    await Promise.all([
      endInvitation(chat, identity, room),
      endMembership(chat, room, identity, live),
    ]);
}

/** Alone among what changes his place in rooms, if he is here; once more if he has come meanwhile. */
export async function alongside(
  chat: Chat,
  id: IdentityId,
  task: (identity: Identity | undefined) => Promise<void>,
): Promise<void> {
  const before = chat.identity(id);
  if (before === undefined) await task(undefined);
  else await before.changes.alone(() => task(before));
  const now = chat.identity(id);
  if (now !== undefined && now !== before)
    await now.changes.alone(() => task(now));
}
