// People with accounts and roles, and doors that remember why a connection was ended. For tests of order and access.
import type { Chat } from "../../src/core/chat.ts";
import type { ServerRole } from "../../src/core/ports/identity-store.ts";
import { register } from "../../src/core/verbs/register.ts";
import { hello, type Hello } from "../../src/core/verbs/hello.ts";
import { ban, type Ban } from "../../src/core/verbs/ban.ts";
import { kick } from "../../src/core/verbs/kick.ts";
import { lift } from "../../src/core/verbs/lift.ts";
import { mute, type Mute } from "../../src/core/verbs/mute.ts";
import { setRole, type SetRole } from "../../src/core/verbs/role.ts";
import { setRules } from "../../src/core/verbs/rules.ts";
import { visit } from "../../src/core/verbs/visit.ts";
import type { Session } from "../../src/core/session.ts";
import { Someone } from "./chat.ts";
import { FakeLine, plain } from "./fake-line.ts";

export const password = "secret";
/** Of no caller, and no loopback. */
export const elsewhere = "192.0.2.7";

/** Someone whose door tells him why it ends. */
export class Seen extends Someone {
  /** Why his connection was ended by the server; empty while it was not. */
  readonly ends: string[];

  constructor(
    chat: Chat,
    line: FakeLine,
    session: Session,
    token: string,
    ends: string[],
  ) {
    super(chat, line, session, token);
    this.ends = ends;
  }

  kick(room: string, who: string, reason?: string) {
    return kick(this.chat, this.session, { room, who, reason });
  }

  ban(what: Ban) {
    return ban(this.chat, this.session, what);
  }

  /** The one that is on him. */
  async mute(what: Mute) {
    const [own] = await mute(this.chat, this.session, what);
    return own;
  }

  lift(sanction: string) {
    return lift(this.chat, this.session, sanction);
  }

  role(what: SetRole) {
    return setRole(this.chat, this.session, what);
  }

  rules(what: Parameters<typeof setRules>[2]) {
    return setRules(this.chat, this.session, what);
  }
}

/** An ear that remembers what it was closed for. */
function earOf() {
  const line = new FakeLine();
  const ends: string[] = [];
  const close = (reason: string): void => void ends.push(reason);
  return { line, ends, ear: { line, encoder: plain, close } };
}

export async function come(
  chat: Chat,
  params: Hello,
  address = "127.0.0.1",
): Promise<Seen> {
  const { line, ends, ear } = earOf();
  const visitor = { address, ear, door: "test" };
  const { session, token } = await hello(chat, params, visitor);
  return new Seen(chat, line, session, token ?? params.token ?? "", ends);
}

/** A passing guest, from somewhere. */
export async function pass(
  chat: Chat,
  name: string,
  address = elsewhere,
): Promise<Seen> {
  const { line, ends, ear } = earOf();
  const visitor = { address, ear, door: "test" };
  const session = await visit(chat, { name }, visitor);
  return new Seen(chat, line, session, "", ends);
}

/** Someone who has an account, and perhaps a role in the chat. */
export async function account(
  chat: Chat,
  name: string,
  role?: ServerRole,
): Promise<Seen> {
  const params = { name, password };
  const { id } = await register(chat, params, { address: "127.0.0.1" });
  await chat.store.identities.setRole(id, role);
  return come(chat, params);
}

/** The verbs that were written down, the oldest first. */
export async function acts(chat: Chat): Promise<string[]> {
  const records = await chat.store.house.auditPage(Infinity, 200);
  return records.map(({ act }) => act).reverse();
}
