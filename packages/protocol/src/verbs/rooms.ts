import Type from "typebox";
import { Access, RoomId, Title } from "../fields.ts";

export const rooms = {
  about:
    "The rooms, by title, a page at a time; direct ones are not among them.",
  scope: "read" as const,
  params: Type.Object({
    after: Type.Optional(
      Type.String({
        maxLength: 512,
        description: "The `next` of the page before.",
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 200, description: "Default: 100." }),
    ),
  }),
  result: Type.Object({
    rooms: Type.Array(
      Type.Object({
        room: RoomId,
        title: Title,
        access: Access,
        count: Type.Integer({
          minimum: 0,
          description: "How many people are in it now.",
        }),
      }),
      { description: "In the order of their titles." },
    ),
    next: Type.Optional(
      Type.String({
        description: "Where the next page begins, if there is one.",
      }),
    ),
  }),
};
