import Type from "typebox";
import { At, Of, RoomRef, Seq } from "../fields.ts";

export const versions = {
  about:
    "The texts that a message had, the first one first, a page at a time. For its author and for moderators of the room; none when it is gone.",
  scope: "moderate" as const,
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
      Type.Integer({ minimum: 1, maximum: 200, description: "Default: 50." }),
    ),
  }),
  result: Type.Object({
    versions: Type.Array(
      Type.Object({
        seq: Seq,
        at: At,
        text: Type.String({ description: "As it was then." }),
      }),
      { description: "The first one first." },
    ),
    next: Type.Optional(
      Type.Integer({
        description: "Where the next page begins, if there is one.",
      }),
    ),
  }),
};
