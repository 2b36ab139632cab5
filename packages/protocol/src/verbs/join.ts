import Type from "typebox";
import { AnyEntry } from "../events.ts";
import {
  Access,
  Cursor,
  Epoch,
  Most,
  Name,
  RoomId,
  RoomRef,
  Title,
} from "../fields.ts";

export const join = {
  about:
    "Enters a room: makes you a member and present. A public room that does not exist is made. Without `since` the live entries after `seq` follow as events; with it, everything after the cursor follows, then live, without a hole or a repeat, or the answer is `reset`.",
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
  result: Type.Object({
    room: RoomId,
    title: Title,
    name: Type.String({ description: "What you are called there." }),
    access: Access,
    most: Most,
    epoch: Epoch,
    seq: Type.Integer({
      minimum: 0,
      description:
        "The head of the log: events go on from the next one, or from the cursor given.",
    }),
    first: Type.Integer({
      minimum: 1,
      description:
        "The oldest entry that is left; head + 1 when there is none.",
    }),
    count: Type.Integer({
      minimum: 1,
      description: "How many people are in the room now, you included.",
    }),
    entries: Type.Optional(
      Type.Array(AnyEntry, {
        description:
          "The newest entries, oldest first, if `last` asked for them.",
      }),
    ),
  }),
};
