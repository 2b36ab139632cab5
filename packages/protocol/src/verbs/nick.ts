import Type from "typebox";
import { Name, RoomRef } from "../fields.ts";

export const nick = {
  about:
    "What you are called in one room from now on; without `nick` as everywhere again. When somebody registers the name, you are called as everywhere again, too.",
  scope: "write" as const,
  params: Type.Object({ room: RoomRef, nick: Type.Optional(Name) }),
  result: Type.Object({ name: Name }),
};
