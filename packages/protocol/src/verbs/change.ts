import Type from "typebox";
import {
  Access,
  Archived,
  Description,
  Most,
  RoomRef,
  Title,
  Topic,
} from "../fields.ts";

export const change = {
  about:
    "Changes a room: its topic and description (moderators of it), its title, who may enter it, how many at once, and whether it is archived (its admins and owner). Its id stays.",
  scope: "moderate" as const,
  params: Type.Object({
    room: RoomRef,
    title: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 512,
        description: "1 to 64 characters.",
      }),
    ),
    topic: Type.Optional(Topic),
    description: Type.Optional(Description),
    most: Type.Optional(Most),
    access: Type.Optional(
      Type.Enum(["public", "closed", "private"], {
        description:
          "`public`: anyone may enter; `closed`: whoever is invited; `private`: so, and nobody else knows of it.",
      }),
    ),
    archived: Type.Optional(Archived),
  }),
  result: Type.Object({
    title: Title,
    topic: Topic,
    description: Description,
    most: Most,
    access: Access,
    archived: Archived,
  }),
};
