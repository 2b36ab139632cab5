import Type from "typebox";
import { OneTimeToken, PersonRef, Until } from "../fields.ts";

export const reset = {
  about:
    "A one-time link with which the person sets another password, good for a day; give it to him yourself. For admins of the chat.",
  scope: "moderate" as const,
  params: Type.Object({ who: PersonRef }),
  result: Type.Object({ token: OneTimeToken, until: Until }),
};
