import Type from "typebox";
import { At, Key, RoomRef, Seq, Text } from "../fields.ts";

export const say = {
  about:
    "Says something in a room you are a member of. Answered when it is kept.",
  params: Type.Object({
    room: RoomRef,
    text: Text,
    key: Type.Optional(Key),
  }),
  result: Type.Object({
    seq: Seq,
    at: At,
    repeated: Type.Optional(
      Type.Literal(true, {
        description: "The key was seen before: this is the first result.",
      }),
    ),
  }),
};
