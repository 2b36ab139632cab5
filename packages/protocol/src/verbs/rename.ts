import Type from "typebox";
import { Name } from "../fields.ts";

export const rename = {
  about: "Gives you another name, in every room and on all your connections.",
  scope: "write" as const,
  params: Type.Object({ name: Name }),
  result: Type.Object({ name: Name }),
};
