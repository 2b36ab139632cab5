import Type from "typebox";
import { At, Person, RoomId, RoomRef } from "../fields.ts";

export const audit = {
  about:
    "Who did what to whom, the newest first, a page at a time; of one room, or for admins of the chat without `room` of all. What was done in a private room is for its members only.",
  scope: "moderate" as const,
  params: Type.Object({
    room: Type.Optional(RoomRef),
    before: Type.Optional(
      Type.String({
        maxLength: 64,
        description:
          "The `next` of the page before. Default: from the newest back.",
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 200, description: "Default: 100." }),
    ),
  }),
  result: Type.Object({
    records: Type.Array(
      Type.Object({
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
    next: Type.Optional(
      Type.String({
        description:
          "What to ask the next page with, until the server is started again; absent after the last.",
      }),
    ),
  }),
};
