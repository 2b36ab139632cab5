// rules: what the owner or an admin has set for the whole chat.
import type { Chat } from "../chat.ts";
import { mustBeInHouse } from "../house/rights.ts";
import { guestsLocked } from "../house/sanction-texts.ts";
import type { Session } from "../session.ts";
import type { HouseRules } from "../ports/house-store.ts";

/** Anyone may ask. @throws ChatError `rate_limited` */
export function rules(chat: Chat, session: Session): Promise<HouseRules> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    return chat.house.rules;
  });
}

/**
 * The rules from now on. Whoever has no account is out when they lock guests, and none comes in from then on.
 * @throws ChatError `not_allowed`, `rate_limited`, `unavailable`
 */
export function setRules(
  chat: Chat,
  session: Session,
  {
    registration,
    guests,
  }: { [K in keyof HouseRules]?: HouseRules[K] | undefined },
): Promise<HouseRules> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    mustBeInHouse(session, "admin");
    return chat.house.acts.alone(undefined, async () => {
      mustBeInHouse(session, "admin");
      const { house } = chat;
      const rules = {
        registration: registration ?? house.rules.registration,
        guests: guests ?? house.rules.guests,
      };
      const note = `registration ${rules.registration}, guests ${rules.guests}`;
      await Promise.all([
        chat.store.house.setRules(rules),
        chat.audit({ by: session.identity, act: "rules", note }),
      ]);
      house.rules = rules;
      if (rules.guests === "locked") endGuests(chat);
      return rules;
    });
  });
}

function endGuests(chat: Chat): void {
  for (const session of chat.here.sessions())
    if (session.identity.kind !== "account")
      chat.dismiss(session, "locked", guestsLocked);
}
