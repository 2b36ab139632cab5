import Type from "typebox";
import { Minutes, PersonRef, Reason, RoomRef } from "../fields.ts";

export const ban = {
  about:
    "Keeps someone out of a room, or without `room` of the chat, for a while or for good; his connections there end at once. In place of one that holds already by whoever might lift that.",
  scope: "moderate" as const,
  params: Type.Object({
    who: Type.Optional(PersonRef),
    room: Type.Optional(RoomRef),
    minutes: Type.Optional(Minutes),
    reason: Type.Optional(Reason),
    address: Type.Optional(
      Type.String({
        maxLength: 64,
        description:
          "Everyone at this IP address, in place of `who`. For admins of the chat.",
      }),
    ),
    addresses: Type.Optional(
      Type.Boolean({
        description:
          "Guests at the addresses that `who` is connected from, too, and accounts made there since, but nobody with a role. For a guest this is so anyway, since he would come back as another: `false` spares the others there. For an account it is for admins of the chat.",
      }),
    ),
  }),
  result: Type.Object({
    sanctions: Type.Array(Type.String(), {
      description: "What to lift it by.",
    }),
  }),
};
