import Type from "typebox";
import { RoomRef } from "../fields.ts";

export const typing = {
  about:
    "Tells those in the room that you are writing. Send it at most every 3 seconds while you do; more often is ignored, and so it is in rooms above 200 members.",
  scope: "write" as const,
  params: Type.Object({ room: RoomRef }),
  result: Type.Object({}),
};
