import Type from "typebox";
import { RoomRef } from "../fields.ts";

export const leave = {
  about:
    "Leaves a room: you are no longer a member, on any of your connections. With its last member a private room is gone, with everything that was said in it: nobody else can enter it.",
  scope: "write" as const,
  params: Type.Object({ room: RoomRef }),
  result: Type.Object({}),
};
