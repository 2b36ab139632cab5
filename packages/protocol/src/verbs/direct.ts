import Type from "typebox";
import { Person, PersonRef, RoomId } from "../fields.ts";

export const direct = {
  about:
    "The direct conversation of you and these people, two to ten in all; made when there is none. Say into it like into any room.",
  scope: "write" as const,
  params: Type.Object({
    with: Type.Array(PersonRef, {
      minItems: 1,
      maxItems: 9,
      description: "Everyone but you.",
    }),
  }),
  result: Type.Object({
    room: RoomId,
    people: Type.Array(Person, { description: "Its people, you among them." }),
  }),
};
