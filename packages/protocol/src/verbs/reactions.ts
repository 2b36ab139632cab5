import Type from "typebox";
import { Emoji, IdentityId, Name, Of, RoomRef } from "../fields.ts";

export const reactions = {
  about:
    "Who has reacted to a message, in the order of reacting, a page at a time.",
  scope: "read" as const,
  params: Type.Object({
    room: RoomRef,
    seq: Of,
    after: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: "The `next` of the page before.",
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 500, description: "Default: 200." }),
    ),
  }),
  result: Type.Object({
    reactions: Type.Array(
      Type.Object({ id: IdentityId, name: Name, reaction: Emoji }),
      { description: "In the order of reacting." },
    ),
    next: Type.Optional(
      Type.Integer({
        description: "Where the next page begins, if there is one.",
      }),
    ),
  }),
};
