import Type from "typebox";
import { Access, Most, RoomRef } from "../fields.ts";

export const change = {
  about:
    "Changes how many may be in a room at once, or who may enter it. For its master.",
  params: Type.Object({
    room: RoomRef,
    most: Type.Optional(Most),
    access: Type.Optional(
      Type.Enum(["public", "closed"], {
        description:
          "`public`: anyone may enter; `closed`: whoever is invited.",
      }),
    ),
  }),
  result: Type.Object({ most: Most, access: Access }),
};
