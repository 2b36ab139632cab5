import Type from "typebox";
import { At, Person, Reason, RoomId, RoomRef, Until } from "../fields.ts";

export const sanctions = {
  about:
    "Bans and mutes that hold, of a room, or without `room` of the chat, the newest first, a page at a time.",
  scope: "moderate" as const,
  params: Type.Object({
    room: Type.Optional(RoomRef),
    after: Type.Optional(
      Type.String({
        maxLength: 64,
        description: "The `next` of the page before.",
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 200, description: "Default: 100." }),
    ),
  }),
  result: Type.Object({
    sanctions: Type.Array(
      Type.Object({
        sanction: Type.String({ description: "Its id." }),
        kind: Type.Enum(["ban", "mute"], {
          description:
            "What he is kept from: being there, or saying something.",
        }),
        room: Type.Optional(RoomId),
        who: Type.Optional(Person),
        address: Type.Optional(
          Type.String({
            description:
              "The IP address it is for, in place of a person; shown to admins of the chat.",
          }),
        ),
        by: Person,
        reason: Reason,
        at: At,
        until: Type.Optional(Until),
      }),
      { description: "The newest first." },
    ),
    next: Type.Optional(
      Type.String({
        description: "Where the next page begins, if there is one.",
      }),
    ),
  }),
};
