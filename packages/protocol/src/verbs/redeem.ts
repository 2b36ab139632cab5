import Type from "typebox";
import { Name, OneTimeToken, Password } from "../fields.ts";

export const redeem = {
  about:
    "Sets another password with a one-time link; every session of the account ends. Needs no hello.",
  scope: "account" as const,
  params: Type.Object({ token: OneTimeToken, password: Password }),
  result: Type.Object({ name: Name }),
};
