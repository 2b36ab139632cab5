import Type from "typebox";
import { PersonRef, RoomRef } from "../fields.ts";

export const role = {
  about:
    "Gives someone another role in a room, or without `room` in the whole chat. One gives and takes roles below one's own, and from people below oneself; the owner of the chat gives any.",
  scope: "moderate" as const,
  params: Type.Object({
    who: PersonRef,
    room: Type.Optional(RoomRef),
    role: Type.Enum(["owner", "admin", "moderator", "member"], {
      description:
        "`member`: none in particular. A room's owner is changed by `master`.",
    }),
  }),
  result: Type.Object({}),
};
