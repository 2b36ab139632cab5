// memberships: the rooms of a person, and what is unread in each.
import type { Chat } from "../chat.ts";
import { peopleIn } from "../room/direct.ts";
import type { Person, Role } from "../entries.ts";
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
    // What was read last counts, also when it has not been written yet.
    await chat.marks.written(identity.id);
    const all = await chat.store.rooms.standings(identity.id, MOST);
    const person = await namesOf(chat, all.flatMap(peopleOf));
    return all.map((standing) => {
      const { room } = standing;
      const people =
        room.kind === "direct" ? peopleOf(standing).map(person) : undefined;
      const title = people?.map(({ name }) => name).join(", ") ?? room.title;
      const place = { kind: room.kind, masterId: room.master };
      const effectiveRole = roleAs(place, identity, standing);
      return { ...standing, title, effectiveRole, people };
    });
  });
}

const peopleOf = ({ room }: Standing): readonly string[] =>
  room.kind === "direct" ? peopleIn(room.folded) : [];
