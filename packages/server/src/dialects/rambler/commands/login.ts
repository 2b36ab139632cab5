// #login and #logout: who a connection is, for as long as it lasts. And the bare LOGIN of a terminal.
import { ChatError } from "../../../core/errors.ts";
import { fold } from "../../../core/people/names.ts";

import { login as loginVerb } from "../../../core/verbs/login.ts";
import { rename } from "../../../core/verbs/rename.ts";
import { enterAnonymous, visit } from "../../../core/verbs/visit.ts";
import { settle } from "../arriving.ts";
import { splitName, splitWord } from "../parse.ts";
import { worded, wrongUsage } from "../refusals.ts";
import type { Talk } from "../talk.ts";
import { texts } from "../texts.ts";

/** `USER PASSWORD`; what follows is ignored. */
export async function login(rest: string, talk: Talk): Promise<void> {
  const { word: name, rest: more } = splitName(rest);
  const { word: password } = splitWord(more);
  if (name === "" || password === "") throw wrongUsage();
  const words = {
    bad_login: texts.passwordIncorrect,
    bad_password: texts.passwordIncorrect,
  };
  const heard = await talk.become((visitor) =>
    worded(words, loginVerb(talk.chat, { name, password }, visitor)),
  );
  await settle(talk, heard, texts.loggedIn(talk.session.identity.name));
}

export async function logout(_rest: string, talk: Talk): Promise<void> {
  if (talk.isAnonymous) return talk.tell(texts.loggedOut);
  try {
    const heard = await talk.become((visitor) =>
      enterAnonymous(talk.chat, visitor),
    );
    await settle(talk, heard, texts.loggedOut);
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== "locked") throw error;
    await talk.end();
    talk.tell(texts.loggedOut);
    talk.tell(texts.lockedOut);
  }
}

/** `NICK` makes a guest, or calls one otherwise; `USER PASSWORD` as in #login. */
export async function bareLogin(rest: string, talk: Talk): Promise<void> {
  const { word: name, rest: more } = splitName(rest);
  if (more !== "") return login(rest, talk);
  try {
    await becomeGuest(name, talk);
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== "name_taken")
      throw error;
    if (!(await isReserved(name, talk))) throw error;
    throw new ChatError("name_taken", texts.reserved(name), { cause: error });
  }
}

async function becomeGuest(name: string, talk: Talk): Promise<void> {
  const { chat } = talk;
  if (talk.hasSession && talk.session.identity.kind === "guest")
    return talk.tell(texts.loggedIn(await rename(chat, talk.session, name)));
  const heard = await talk.become((visitor) => visit(chat, { name }, visitor));
  await settle(talk, heard, texts.loggedIn(talk.session.identity.name));
}

async function isReserved(name: string, { chat }: Talk): Promise<boolean> {
  const { identities } = chat.store;
  return (await identities.accountByFolded(fold(name))) !== undefined;
}
