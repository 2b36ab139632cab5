import Type from "typebox";
import { RoomRef } from "../fields.ts";

export const leave = {
  about:
    "Leaves a room: you are no longer a member, on any of your connections.",
  scope: "write" as const,
  params: Type.Object({ room: RoomRef }),
  result: Type.Object({}),
};
