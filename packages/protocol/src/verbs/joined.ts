// What is answered to whoever enters a room.
import Type from "typebox";
import { AnyEntry } from "../entries.ts";
import {
  Access,
  Archived,
  Description,
  Epoch,
  Most,
  Mute,
  Role,
  RoomId,
  Title,
  Topic,
} from "../fields.ts";

export const Joined = Type.Object({
  room: RoomId,
  title: Title,
  name: Type.String({ description: "What you are called there." }),
  access: Access,
  most: Most,
  topic: Topic,
  description: Description,
  archived: Archived,
  role: Role,
  muted: Type.Optional(
    Type.Object(Mute, {
      description:
        "You can read, but not say anything there. A mute that holds anywhere is told by `hello`.",
    }),
  ),
  read: Type.Integer({
    minimum: 0,
    description: "What you have read up to, at any of your connections.",
  }),
  epoch: Epoch,
  seq: Type.Integer({
    minimum: 0,
    description:
      "The head of the log: events go on from the next one, or from the cursor given.",
  }),
  first: Type.Integer({
    minimum: 1,
    description: "The oldest entry that is left; head + 1 when there is none.",
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
});
