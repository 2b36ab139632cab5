import Type from "typebox";
import { At, Key, Of, Repeated, RoomRef, Seq } from "../fields.ts";

export const deleteVerb = {
  about:
    "Deletes a message of your own, or as a moderator someone else's: its text is gone, from the server's disk too, within a minute. The entry stays, so that no number is used twice.",
  scope: "write" as const,
  params: Type.Object({ room: RoomRef, seq: Of, key: Type.Optional(Key) }),
  result: Type.Object({ seq: Seq, at: At, repeated: Type.Optional(Repeated) }),
};
