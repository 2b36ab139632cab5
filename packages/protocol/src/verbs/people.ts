import Type from "typebox";
import { Person } from "../fields.ts";

export const people = {
  about: "Who is in the chat now, at most 1,000.",
  scope: "read" as const,
  params: Type.Object({}),
  result: Type.Object({
    count: Type.Integer({
      minimum: 0,
      description: "How many there are in all.",
    }),
    people: Type.Array(Person, { description: "In the order of coming." }),
  }),
};
