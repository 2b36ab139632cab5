import Type from "typebox";
import { At, Person, RoomId, RoomRef } from "../fields.ts";

export const audit = {
  about:
    "Who did what to whom, the newest first, a page at a time; of one room, or for admins of the chat without `room` of all. What was done in a private room is for its members only.",
  scope: "moderate" as const,
  params: Type.Object({
    room: Type.Optional(RoomRef),
    before: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: "Those with a smaller `n`. Default: from the newest back.",
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 200, description: "Default: 100." }),
    ),
  }),
  result: Type.Object({
    records: Type.Array(
      Type.Object({
        n: Type.Integer({ minimum: 1, description: "Its number: 1, 2, 3 …" }),
        at: At,
        by: Person,
        act: Type.String({ description: "What was done: the verb." }),
        room: Type.Optional(RoomId),
        whom: Type.Optional(Person),
        note: Type.String({
          description: "What else there is to know, for people.",
        }),
      }),
      { description: "The newest first." },
    ),
  }),
};
