import Type from "typebox";
import { Cursor, Name, RoomRef } from "../fields.ts";
import { Joined } from "./joined.ts";

export const join = {
  about:
    "Enters a room: makes you a member and present. A public room that does not exist is made, but not with a token that may not `write`, which takes no `nick` either. Without `since` the live entries after `seq` follow as events; with it, everything after the cursor follows, then live, without a hole or a repeat, or the answer is `reset`. Over HTTP nobody is present: what is said there has your own name, and a `nick` is kept for when you come.",
  scope: "read" as const,
  params: Type.Object({
    room: RoomRef,
    make: Type.Optional(
      Type.Enum(["may", "must", "never"], {
        description:
          "Whether a room that does not exist is made: it may be, it must be and not be there before, or never. Default: `may`.",
      }),
    ),
    nick: Type.Optional(Name),
    since: Type.Optional(Cursor),
    last: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 200,
        description:
          "How many of the newest entries to send with the answer. Default: 0.",
      }),
    ),
  }),
  result: Joined,
};
