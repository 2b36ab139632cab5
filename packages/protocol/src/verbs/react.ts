import Type from "typebox";
import { At, Emoji, Key, Of, Repeated, RoomRef, Seq } from "../fields.ts";

export const react = {
  about:
    "Reacts to a message with an emoji, or takes it back. At most 50 different ones for a message.",
  scope: "write" as const,
  params: Type.Object({
    room: RoomRef,
    seq: Of,
    reaction: Emoji,
    on: Type.Optional(
      Type.Boolean({ description: "False: take it back. Default: true." }),
    ),
    key: Type.Optional(Key),
  }),
  result: Type.Object({
    seq: Seq,
    at: At,
    count: Type.Integer({
      minimum: 0,
      description: "How many have given it now.",
    }),
    repeated: Type.Optional(Repeated),
  }),
};
