import Type from "typebox";
import { Text } from "../fields.ts";

export const broadcast = {
  about:
    "Tells everyone in the chat. For owners and admins, or with the server’s broadcast key.",
  scope: "moderate" as const,
  params: Type.Object({
    text: Text,
    key: Type.Optional(
      Type.String({
        maxLength: 256,
        description: "The server's broadcast key, for whoever has no role.",
      }),
    ),
  }),
  result: Type.Object({}),
};
