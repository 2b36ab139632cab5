import Type from "typebox";
import { Person, RoomId } from "../fields.ts";

export const directs = {
  about:
    "Your direct conversations, the one begun last first, at most 200. Join one by its id to read what was said while you were away.",
  scope: "read" as const,
  params: Type.Object({}),
  result: Type.Object({
    directs: Type.Array(
      Type.Object({
        room: RoomId,
        people: Type.Array(Person, { description: "Its people." }),
      }),
      { description: "The one begun last first." },
    ),
  }),
};
