import Type from "typebox";
import { OneTimeToken, Role } from "../fields.ts";

export const claim = {
  about:
    "Makes your account the owner of the chat, with the one-time link that a server without an owner prints at its start.",
  scope: "account" as const,
  params: Type.Object({ token: OneTimeToken }),
  result: Type.Object({ role: Role }),
};
