import Type from "typebox";
import { Member, RoomRef } from "../fields.ts";

export const members = {
  about:
    "Who is in a room now, a page at a time; with `all`, everyone who is a member of it, here or not.",
  scope: "read" as const,
  params: Type.Object({
    room: RoomRef,
    after: Type.Optional(
      Type.String({
        maxLength: 64,
        description: "The `next` of the page before.",
      }),
    ),
    all: Type.Optional(
      Type.Boolean({
        description: "Members who are not here, too. Default: false.",
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 500, description: "Default: 200." }),
    ),
  }),
  result: Type.Object({
    count: Type.Integer({
      minimum: 0,
      description: "How many there are in all.",
    }),
    members: Type.Array(Member),
    next: Type.Optional(
      Type.String({
        description: "Where the next page begins, if there is one.",
      }),
    ),
  }),
};
