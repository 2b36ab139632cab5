// Every command by its word. A word in upper case is a bare one: it stands without a `#`.
import { texts } from "../texts.ts";
import type { Talk } from "../talk.ts";
import { change } from "./change.ts";
import { join, joinRoom } from "./join.ts";
import { leaveRoom, left } from "./left.ts";
import { bareLogin, login, logout } from "./login.ts";
import { msg } from "./msg.ts";
import { register } from "./register.ts";

/** `rest` is what follows the word. @throws ChatError in the words to answer with */
type Command = (rest: string, talk: Talk) => Promise<void>;

export const commands: ReadonlyMap<string, Command> = new Map([
  ["login", login],
  ["logout", logout],
  ["register", register],
  ["join", join],
  ["left", left],
  ["change", change],
  ["msg", msg],
  ["help", help],
  ["LOGIN", bareLogin],
  ["JOIN", joinRoom],
  ["LEFT", leaveRoom],
]);

/** Those for which one need not be anybody yet. */
export const entrances: ReadonlySet<string> = new Set([
  "login",
  "register",
  "LOGIN",
]);

async function help(_rest: string, talk: Talk): Promise<void> {
  talk.session.pace.verb(talk.chat.now());
  for (const line of texts.help) talk.tell(line);
  if (talk.form.takesBareWords)
    for (const line of texts.bareHelp) talk.tell(line);
}
