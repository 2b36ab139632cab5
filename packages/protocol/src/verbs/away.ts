import Type from "typebox";
import { Presence } from "../fields.ts";

export const away = {
  about:
    "Whether you are away from this connection. You are shown as away when you are so at all of them.",
  scope: "read" as const,
  params: Type.Object({
    away: Type.Boolean({ description: "Whether you are." }),
  }),
  result: Type.Object({ presence: Presence }),
};
