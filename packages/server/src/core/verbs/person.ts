// person: what there is to know of someone.
import { presenceOf } from "../people/activity.ts";
import type { Chat } from "../chat.ts";
import type { Person, PresenceKind, Role } from "../entries.ts";
import { findPerson } from "../people/people.ts";
import { serverRoleOf } from "../house/rights.ts";
import type { Session } from "../session.ts";

export interface PersonKnown extends Person {
  readonly isAccount: boolean;
  /** In the whole chat. */
  readonly role: Role;
  readonly presence: PresenceKind;
}

/** @throws ChatError `no_such_person`, `rate_limited`, `unavailable` */
export function person(
  chat: Chat,
  session: Session,
  ref: string,
): Promise<PersonKnown> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const { id, name } = await findPerson(chat, session, ref);
    const kept = chat.identity(id) ?? (await chat.store.identities.byId(id));
    // He may have come meanwhile.
    const known = chat.identity(id) ?? kept;
    return {
      id,
      name: known?.name ?? name,
      isAccount: known?.kind === "account",
      role: serverRoleOf(known ?? { kind: "guest" }),
      presence: presenceOf(chat, id),
    };
  });
}
