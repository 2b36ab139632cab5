import Type from "typebox";
import { Description, Topic } from "../fields.ts";
import { Joined } from "./joined.ts";

export const create = {
  about:
    "Makes a room that does not exist yet, and enters it: you are its owner. Answered like `join`.",
  scope: "write" as const,
  params: Type.Object({
    title: Type.String({
      minLength: 1,
      maxLength: 512,
      description: "1 to 64 characters.",
    }),
    access: Type.Optional(
      Type.Enum(["public", "closed", "private"], {
        description: "Default: `public`.",
      }),
    ),
    topic: Type.Optional(Topic),
    description: Type.Optional(Description),
  }),
  result: Joined,
};
