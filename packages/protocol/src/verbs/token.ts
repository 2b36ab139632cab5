import Type from "typebox";
import { Scopes } from "../fields.ts";

export const token = {
  about:
    "A token for a program of yours. It is told once: keep it secret and safe.",
  scope: "account" as const,
  params: Type.Object({
    label: Type.String({
      minLength: 1,
      maxLength: 256,
      description: "What you call it: 1 to 64 characters.",
    }),
    scopes: Scopes,
    days: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3_650,
        description: "For how long. Without it, until you revoke it.",
      }),
    ),
  }),
  result: Type.Object({
    token: Type.String({
      description: "Send it with `hello`, or as `Authorization: Bearer`.",
    }),
    session: Type.String({ description: "What to revoke it by." }),
  }),
};
