import Type from "typebox";
import { PersonRef, RoomRef } from "../fields.ts";

export const invite = {
  about:
    "Lets someone enter a room that you are in, and tells him. Of too many invitations of one person the oldest of whoever has invited him most often goes.",
  scope: "write" as const,
  params: Type.Object({ room: RoomRef, who: PersonRef }),
  result: Type.Object({}),
};
