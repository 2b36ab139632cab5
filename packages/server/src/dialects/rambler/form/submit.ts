// What a form that was sent does: logs in, makes an account and logs in at once, or logs out.
import type { Chat } from "../../../core/chat.ts";
import { ChatError } from "../../../core/errors.ts";
import { checkPassword } from "../../../core/verbs/login.ts";
import { register } from "../../../core/verbs/register.ts";
import { closeToken, openToken } from "../../../core/verbs/token.ts";
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
  const { id } =
    given("create") === ""
      ? await worded(
          {
            no_such_person: texts.noSuchUser,
            bad_login: "Wrong password",
          },
          checkPassword(chat, asked, address),
        )
      : await worded(
          { name_taken: texts.userExists },
          register(chat, asked, { address }),
        );
  return openToken(chat, id);
}
