// What is no command: said in every room that its author is in, under his nick of each.
import { ChatError } from "../../../core/errors.ts";
import { say as sayVerb } from "../../../core/verbs/say.ts";
import { inEachRoom } from "../each-room.ts";
import type { Talk } from "../talk.ts";
import { texts } from "../texts.ts";

export async function say(text: string, talk: Talk): Promise<void> {
  const { chat, session, rooms } = talk;
  if (rooms.length === 0) throw new ChatError("not_member", texts.inNoRoom);
  await inEachRoom(rooms, ({ id }) =>
    sayVerb(chat, session, { room: id, text }),
  );
}
