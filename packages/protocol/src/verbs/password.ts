import Type from "typebox";
import { Password } from "../fields.ts";

export const password = {
  about:
    "Changes the password of your account. Every other session of it ends at once, and every token but the one of this call belongs to nobody from then on.",
  scope: "account" as const,
  params: Type.Object({
    old: Password,
    password: Password,
    token: Type.Optional(
      Type.String({ maxLength: 256, description: "The token that stays." }),
    ),
  }),
  result: Type.Object({}),
};
