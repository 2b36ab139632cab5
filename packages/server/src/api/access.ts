// The protocol's verbs about accounts, sessions and tokens, bound to the core's. A part of the table.
import { apiToken } from "../core/verbs/api-token.ts";
import { claim } from "../core/verbs/claim.ts";
import { changePassword } from "../core/verbs/password.ts";
import { register } from "../core/verbs/register.ts";
import { reset } from "../core/verbs/reset.ts";
import { revoke } from "../core/verbs/revoke.ts";
import { sessions, type SignedIn } from "../core/verbs/sessions.ts";
import { closeToken } from "../core/verbs/token.ts";
import type { Bound } from "./bound.ts";

export const accessVerbs: Pick<
  Bound,
  | "register"
  | "password"
  | "claim"
  | "reset"
  | "sessions"
  | "revoke"
  | "token"
  | "logout"
> = {
  async register(chat, session, params) {
    session.pace.verb(chat.now());
    return register(chat, params, session);
  },
  async password(chat, session, params) {
    await changePassword(chat, session, params);
    return {};
  },
  async claim(chat, session, params) {
    await claim(chat, session, params.token);
    return { role: "owner" };
  },
  async reset(chat, session, params) {
    const { token, until } = await reset(chat, session, params.who);
    return { token, until };
  },
  async sessions(chat, session) {
    const found = await sessions(chat, session);
    return { sessions: found.map(shown) };
  },
  async revoke(chat, session, params) {
    await revoke(chat, session, params.session);
    return {};
  },
  async token(chat, session, params) {
    const { token, credential } = await apiToken(chat, session, params);
    return { token, session: credential.id };
  },
  async logout(chat, session, params) {
    session.pace.verb(chat.now());
    await closeToken(chat, params.token);
    return {};
  },
};

const shown = (one: SignedIn) => ({
  session: one.id,
  label: one.label,
  door: one.door,
  address: one.address,
  at: one.at,
  live: one.isLive,
  current: one.isCurrent,
  ...(one.scopes && { scopes: [...one.scopes] }),
  ...(one.until !== undefined && { until: one.until }),
});
