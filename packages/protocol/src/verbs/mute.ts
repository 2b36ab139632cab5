import Type from "typebox";
import { Minutes, PersonRef, Reason, RoomRef } from "../fields.ts";

export const mute = {
  about:
    "Lets someone read but not say anything, in a room, or without `room` anywhere. In place of one that holds already by whoever might lift that.",
  scope: "moderate" as const,
  params: Type.Object({
    who: PersonRef,
    room: Type.Optional(RoomRef),
    minutes: Type.Optional(Minutes),
    reason: Type.Optional(Reason),
    addresses: Type.Optional(
      Type.Boolean({
        description:
          "Guests at the addresses that `who` is connected from, too, and accounts made there since, but nobody with a role. For a guest this is so anyway, since he would come back as another: `false` spares the others there. For an account it is for admins of the chat.",
      }),
    ),
  }),
  result: Type.Object({
    sanction: Type.String({ description: "What to lift it by." }),
  }),
};
