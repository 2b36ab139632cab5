import Type from "typebox";
import { PersonRef, RoomRef } from "../fields.ts";

export const kick = {
  about: "Ends the membership of someone in a room whose master you are.",
  params: Type.Object({ room: RoomRef, who: PersonRef }),
  result: Type.Object({}),
};
