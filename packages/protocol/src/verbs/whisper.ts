import Type from "typebox";
import { At, Key, Person, PersonRef, RoomId, Seq, Text } from "../fields.ts";

export const whisper = {
  about:
    "A direct message. Answered when it is kept; both hear it as a `said` event of their direct room.",
  scope: "write" as const,
  params: Type.Object({ to: PersonRef, text: Text, key: Type.Optional(Key) }),
  result: Type.Object({
    room: RoomId,
    to: Person,
    seq: Seq,
    at: At,
    repeated: Type.Optional(
      Type.Literal(true, {
        description: "The key was seen before: this is the first result.",
      }),
    ),
  }),
};
