// memberships: the rooms of a person, and what is unread in each.
import type { Chat } from "../chat.ts";
import { asItIs } from "../room/as-it-is.ts";
import { peopleIn } from "../room/direct.ts";
import type { IdentityId, Person, Role } from "../entries.ts";
import { namesOf } from "../people/names-of.ts";
import { roleAs } from "../house/rights.ts";
import type { Session } from "../session.ts";
import type { Standing } from "../ports/room-store.ts";

export interface OwnMembership extends Standing {
  /** Of a direct room: the names of its people, with ", " between them. */
  readonly title: string;
  readonly effectiveRole: Role;
  /** Of a direct room: everyone in it, himself too. */
  readonly people: readonly Person[] | undefined;
}

const MOST = 1_000;

/** In the order of joining, at most 1,000; direct ones too. @throws ChatError `rate_limited`, `unavailable` */
export function memberships(
  chat: Chat,
  session: Session,
): Promise<readonly OwnMembership[]> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { identity } = session;
    const all = await standingsOf(chat, identity.id);
    const person = await namesOf(chat, all.flatMap(peopleOf));
    return all.map((read) => {
      const here = chat.rooms.get(read.room.id)?.here.get(identity.id);
      const room = asItIs(chat, read.room);
      const standing = { ...read, room, role: here?.role ?? read.role };
      const people =
        room.kind === "direct" ? peopleOf(standing).map(person) : undefined;
      const title = people?.map(({ name }) => name).join(", ") ?? room.title;
      const place = { kind: room.kind, masterId: room.master };
      const effectiveRole = roleAs(place, identity, standing);
      return { ...standing, title, effectiveRole, people };
    });
  });
}

/** What was read last counts, also when it has not been written yet. */
async function standingsOf(
  chat: Chat,
  identity: IdentityId,
): Promise<readonly Standing[]> {
  const { marks, store } = chat;
  await marks.written(identity);
  const all = await store.rooms.standings(identity, MOST);
  const known = ({ room: { id } }: Standing): number =>
    chat.rooms.get(id)?.here.get(identity)?.read ?? 0;
  // The store had let go of these, and they came back: his devices know how far he has read.
  const forgotten = all.filter((one) => known(one) > one.read);
  if (forgotten.length === 0) return all;
  for (const one of forgotten)
    marks.note({ room: one.room.id, identity, seq: known(one) });
  await marks.written(identity);
  return store.rooms.standings(identity, MOST);
}

const peopleOf = ({ room }: Standing): readonly string[] =>
  room.kind === "direct" ? peopleIn(room.folded) : [];
