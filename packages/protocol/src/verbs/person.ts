import Type from "typebox";
import { IdentityId, Name, PersonRef, Presence, Role } from "../fields.ts";

export const person = {
  about: "What there is to know of someone.",
  scope: "read" as const,
  params: Type.Object({ who: PersonRef }),
  result: Type.Object({
    id: IdentityId,
    name: Name,
    account: Type.Boolean({ description: "Whether it is an account." }),
    role: Role,
    presence: Presence,
  }),
};
