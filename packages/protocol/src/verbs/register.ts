import Type from "typebox";
import { IdentityId, Name, Password } from "../fields.ts";

export const register = {
  about:
    "Makes an account. Does not log in: say hello with the name and the password then. But a guest who registers exactly the name that he has becomes the account himself, and goes on with his token. A ban or mute of the guests there is on the account, too. Needs no hello.",
  scope: "account" as const,
  params: Type.Object({ name: Name, password: Password }),
  result: Type.Object({ id: IdentityId, name: Name }),
};
