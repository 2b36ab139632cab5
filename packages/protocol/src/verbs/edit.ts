import Type from "typebox";
import { At, Key, Of, Repeated, RoomRef, Seq, Text } from "../fields.ts";

export const edit = {
  about:
    "Corrects a message of your own. Answered when it is kept. What it was before is kept for moderators until the message is deleted.",
  scope: "write" as const,
  params: Type.Object({
    room: RoomRef,
    seq: Of,
    text: Text,
    key: Type.Optional(Key),
  }),
  result: Type.Object({ seq: Seq, at: At, repeated: Type.Optional(Repeated) }),
};
