import Type from "typebox";
import { At, Key, Reply, RoomRef, Seq, Text } from "../fields.ts";

export const say = {
  about:
    "Says something in a room you are a member of. Answered when it is kept.",
  scope: "write" as const,
  params: Type.Object({
    room: RoomRef,
    text: Text,
    reply: Type.Optional(Reply),
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
