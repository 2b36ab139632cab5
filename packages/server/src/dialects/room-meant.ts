// The room that a notice to one person is about, where the notice has only its id: doors tell its title.
import type { Chat } from "../core/chat.ts";
import type { Notice } from "../core/notices.ts";
import type { Place } from "../core/entries.ts";

/** Undefined when it is about none, or one that nobody is in. */
export function roomMeant(chat: Chat, notice: Notice): Place | undefined {
  if (notice.kind !== "muted" && notice.kind !== "unmuted") return undefined;
  return notice.room === undefined ? undefined : chat.rooms.get(notice.room);
}
