import Type from "typebox";
import { PersonRef, Reason, RoomRef } from "../fields.ts";

export const kick = {
  about:
    "Ends the membership of someone in a room. For its moderators and above; he may come back if the room lets him.",
  scope: "moderate" as const,
  params: Type.Object({
    room: RoomRef,
    who: PersonRef,
    reason: Type.Optional(Reason),
  }),
  result: Type.Object({}),
};
