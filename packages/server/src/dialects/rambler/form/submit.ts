// What a form that was sent does: logs in, makes an account and logs in at once, or logs out.
import type { Chat } from "../../../core/chat.ts";
import { ChatError } from "../../../core/errors.ts";
import { register } from "../../../core/verbs/register.ts";
import {
  closeToken,
  openToken,
  tokenByPassword,
} from "../../../core/verbs/token.ts";
import { worded } from "../refusals.ts";
import { texts } from "../texts.ts";

export interface Submitted {
  readonly fields: URLSearchParams;
  /** The token of the visitor's cookie. */
  readonly token: string | undefined;
  /** The client's IP address. */
  readonly address: string;
}

/** The token that the visitor has from now on; undefined for none. @throws ChatError in the words to show */
export async function submit(
  chat: Chat,
  { fields, token, address }: Submitted,
): Promise<string | undefined> {
  const given = (field: string): string => fields.get(field) ?? "";
  if (given("logout") !== "") {
    if (token !== undefined) await closeToken(chat, token);
    return undefined;
  }
  const asked = { name: given("login"), password: given("pass") };
  if (asked.name.trim() === "" || asked.password === "")
    throw new ChatError("bad_request", "Empty field");
  const visitor = { address, door: "rambler" };
  if (given("create") !== "") {
    const words = { name_taken: texts.userExists };
    const made = register(chat, asked, visitor);
    return openToken(chat, (await worded(words, made)).id, visitor);
  }
  return worded(
    { no_such_person: texts.noSuchUser, bad_login: "Wrong password" },
    tokenByPassword(chat, asked, visitor),
  );
}
