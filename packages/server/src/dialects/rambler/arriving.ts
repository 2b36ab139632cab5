// Entering rooms: shown with history and an answer, or silently after a login or logout.
import { ChatError } from "../../core/errors.ts";
import type { Cursor, RoomId } from "../../core/entries.ts";
import { byToken } from "../../core/verbs/token.ts";
import { join } from "../../core/verbs/join.ts";
import { enterAnonymous } from "../../core/verbs/visit.ts";
import { lastSaid, lookedThrough } from "../spoken.ts";
import { wordOf } from "./refusals.ts";
import type { Talk } from "./talk.ts";
import { texts } from "./texts.ts";

/** So many of a room's last lines are shown to whoever enters it. */
const SHOWN_MOST = 10;
/** A connection begins in at most so many of the rooms that are kept for its account. */
const ROOMS_MOST = 30;
/** So many memberships are looked through for them; direct ones are among these. */
const LOOKED_THROUGH = 200;

/** Lets a new connection in: with its cookie's token as who it belongs to, else as Anonymous. */
export async function arrive(
  talk: Talk,
  cookieToken: string | undefined,
): Promise<void> {
  await talk.become(async (visitor) => {
    if (cookieToken !== undefined) {
      try {
        return await byToken(talk.chat, cookieToken, visitor);
      } catch (error) {
        if (!(error instanceof ChatError) || error.code !== "bad_token")
          throw error;
      }
    }
    return enterAnonymous(talk.chat, visitor);
  });
  for (const room of await keptRooms(talk)) {
    const refusal = await refusalOf(() => joinShown(talk, { room }));
    if (refusal !== undefined) talk.tell(refusal);
  }
}

/** Joins a room, and shows its last lines and the answer. */
export async function joinShown(
  talk: Talk,
  params: { readonly room: string; readonly nick?: string | undefined },
): Promise<void> {
  const { room, entries, made, name } = await join(talk.chat, talk.session, {
    ...params,
    last: lookedThrough(SHOWN_MOST),
  });
  if (made) talk.tell(texts.created(room.title));
  for (const entry of lastSaid(entries, SHOWN_MOST)) talk.show(entry, room);
  talk.tell(texts.connected(room.title, name));
}

/**
 * After `become`: enters the rooms of whoever it is now, and then answers. What was heard of them already is not shown
 * again.
 */
export async function settle(
  talk: Talk,
  heard: ReadonlyMap<RoomId, Cursor>,
  answer: string,
): Promise<void> {
  const refusals: (string | undefined)[] = [];
  refusals.push(
    await refusalOf(async () => {
      for (const room of await keptRooms(talk)) {
        const enter = () => joinAfter(talk, room, heard.get(room));
        refusals.push(await refusalOf(enter));
      }
    }),
  );
  talk.tell(answer);
  for (const text of refusals) if (text !== undefined) talk.tell(text);
}

async function joinAfter(
  { chat, session }: Talk,
  room: RoomId,
  since: Cursor | undefined,
): Promise<void> {
  try {
    await join(chat, session, { room, since });
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== "reset") throw error;
    await join(chat, session, { room });
  }
}

/** The rooms that a connection is in when it begins: those kept for it, or the lobby. */
async function keptRooms(talk: Talk): Promise<readonly RoomId[]> {
  const { chat, session, isAnonymous } = talk;
  const rooms: RoomId[] = [];
  if (!isAnonymous) {
    const { id } = session.identity;
    const kept = await chat.store.rooms.roomsOf(id, LOOKED_THROUGH);
    for (const room of kept) {
      if (rooms.length === ROOMS_MOST) break;
      const record = await chat.store.rooms.byId(room);
      if (record !== undefined && record.kind !== "direct") rooms.push(room);
    }
  }
  return rooms.length > 0 ? rooms : [chat.lobby.id];
}

/** One room that cannot be entered does not keep anyone from the others: why it cannot. */
async function refusalOf(
  entering: () => Promise<void>,
): Promise<string | undefined> {
  try {
    await entering();
    return undefined;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    return wordOf(error);
  }
}
