import Type from "typebox";
import { Scopes, Until } from "../fields.ts";

export const sessions = {
  about: "Where you are signed in: connections, and tokens to come back with.",
  scope: "account" as const,
  params: Type.Object({}),
  result: Type.Object({
    sessions: Type.Array(
      Type.Object({
        session: Type.String({ description: "What to revoke it by." }),
        label: Type.String({
          description: "What you called it; empty for one that a hello gave.",
        }),
        door: Type.String({
          description: "Through which door it came: the dialect.",
        }),
        address: Type.String({ description: "From which address." }),
        at: Type.Integer({
          description: "Since when: milliseconds since 1970.",
        }),
        live: Type.Boolean({ description: "Whether it is connected now." }),
        current: Type.Boolean({ description: "Whether it is this one." }),
        scopes: Type.Optional(Scopes),
        until: Type.Optional(Until),
      }),
      {
        description:
          "This one, those that are connected, then tokens to come back with.",
      },
    ),
  }),
};
