import Type from "typebox";
import {
  Access,
  Archived,
  Epoch,
  Person,
  Role,
  RoomId,
  Title,
  Topic,
} from "../fields.ts";

export const memberships = {
  about:
    "The rooms that you are a member of, direct ones too, with what is unread in each; at most 1,000. Of direct ones 500 are kept: one that was let go is there again with its next message.",
  scope: "read" as const,
  params: Type.Object({}),
  result: Type.Object({
    rooms: Type.Array(
      Type.Object({
        room: RoomId,
        title: Title,
        access: Access,
        topic: Topic,
        archived: Archived,
        role: Role,
        epoch: Epoch,
        seq: Type.Integer({ minimum: 0, description: "The head of its log." }),
        read: Type.Integer({
          minimum: 0,
          description: "What you have read up to.",
        }),
        unread: Type.Integer({
          minimum: 0,
          description: "Messages after that.",
        }),
        mentions: Type.Integer({
          minimum: 0,
          description: "Those of them that mention you; counted up to 1,000.",
        }),
        people: Type.Optional(
          Type.Array(Person, { description: "Of a direct room: its people." }),
        ),
      }),
      { description: "In the order of joining." },
    ),
  }),
};
