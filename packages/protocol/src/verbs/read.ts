import Type from "typebox";
import { RoomRef, Seq, Unread, UnreadMentions } from "../fields.ts";

export const read = {
  about:
    "Notes that you have read a room up to here. It never goes back, is the same at all your connections, and is kept within a second. Answers what is unread behind it.",
  scope: "read" as const,
  params: Type.Object({ room: RoomRef, seq: Seq }),
  result: Type.Object({
    seq: Seq,
    unread: Unread,
    mentions: UnreadMentions,
  }),
};
