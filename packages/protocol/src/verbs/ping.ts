import Type from "typebox";
import { At } from "../fields.ts";

export const ping = {
  about: "Answered at once: for clients that cannot see the wire's own pings.",
  params: Type.Object({}),
  result: Type.Object({ at: At }),
};
