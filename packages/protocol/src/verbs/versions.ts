import Type from "typebox";
import { At, Of, RoomRef, Seq } from "../fields.ts";

export const versions = {
  about:
    "The texts that a message had, the first one first. For its author and for moderators of the room; none when it is gone.",
  scope: "moderate" as const,
  params: Type.Object({ room: RoomRef, seq: Of }),
  result: Type.Object({
    versions: Type.Array(
      Type.Object({
        seq: Seq,
        at: At,
        text: Type.String({ description: "As it was then." }),
      }),
      {
        description:
          "The first one first; of more than 1,000 that one and the newest.",
      },
    ),
  }),
};
