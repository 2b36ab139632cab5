import Type from "typebox";
import { PersonRef, RoomRef } from "../fields.ts";

export const master = {
  about: "Gives a room whose master you are another master.",
  scope: "moderate" as const,
  params: Type.Object({ room: RoomRef, who: PersonRef }),
  result: Type.Object({}),
};
