import Type from "typebox";
import { PersonRef, RoomRef } from "../fields.ts";

export const invite = {
  about: "Lets someone enter a room that you are in, and tells him.",
  scope: "write" as const,
  params: Type.Object({ room: RoomRef, who: PersonRef }),
  result: Type.Object({}),
};
