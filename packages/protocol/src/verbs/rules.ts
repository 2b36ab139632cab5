import Type from "typebox";
import { Guests, Registration } from "../fields.ts";

export const rules = {
  about:
    "What the owner or an admin has set for the whole chat, and sets it. Locking guests out ends their connections at once; accounts go on.",
  scope: "moderate" as const,
  params: Type.Object({
    registration: Type.Optional(Registration),
    guests: Type.Optional(Guests),
  }),
  result: Type.Object({
    registration: Registration,
    guests: Guests,
  }),
};
