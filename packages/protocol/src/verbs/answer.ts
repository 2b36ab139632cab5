import Type from "typebox";
import { Answer, PersonRef, RoomRef } from "../fields.ts";

export const answer = {
  about: "Answers an invitation. `yes` does not join by itself: join then.",
  scope: "write" as const,
  params: Type.Object({
    room: RoomRef,
    inviter: PersonRef,
    answer: Answer,
  }),
  result: Type.Object({}),
};
