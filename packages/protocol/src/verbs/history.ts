import Type from "typebox";
import { AnyEntry } from "../entries.ts";
import { Epoch, RoomRef } from "../fields.ts";

export const history = {
  about: "A page of a room's log, oldest first.",
  scope: "read" as const,
  params: Type.Object({
    room: RoomRef,
    before: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          "Entries before this one, exclusive. Default: from the newest back.",
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 200, description: "Default: 50." }),
    ),
  }),
  result: Type.Object({
    epoch: Epoch,
    first: Type.Integer({
      minimum: 1,
      description: "The oldest entry that is left in the log.",
    }),
    entries: Type.Array(AnyEntry, {
      description: "Oldest first; empty when there are none before.",
    }),
  }),
};
