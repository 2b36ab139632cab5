// Words: speak, whisper, broadcast.
import { broadcast } from "../../../core/verbs/broadcast.ts";
import { pass } from "../../../core/verbs/pass.ts";
import { say } from "../../../core/verbs/say.ts";
import { whisper } from "../../../core/verbs/whisper.ts";
import type { Room } from "../../../core/room/room.ts";
import { wordsFrame } from "../answers.ts";
import type { Passed } from "../encoder.ts";
import { encodeEntities as show } from "../entities.ts";
import { marked, MEDIA, NAME } from "../marks.ts";
import { refused } from "../refused.ts";
import type { Request } from "../request.ts";
import type { Seat } from "../seat.ts";
import { ownRoomOf, seated } from "./command.ts";

/** With a broadcast key it is for everyone, as the first version had it. */
export const speak = seated(
  async (request, seat) => {
    if (request.raw("broadcast_key") !== "") return tellAll(request, seat);
    const room = await ownRoomOf(request, seat);
    const text = request.must("msg");
    const meta = request.text("meta") || ".";
    const media = MEDIA_SAID.get(meta);
    if (media !== undefined) return handOn(request, seat, room, media);
    const { chat } = seat.connection;
    const extra = marked(request.tracker, meta);
    const { id } = room;
    const { entry } = await say(chat, seat.session, { room: id, text, extra });
    return show(entry.kind === "said" ? entry.text : text);
  },
  { overlaps: true },
);

interface Media {
  /** What the other doors see; nothing for what only says that a camera goes on or off. */
  readonly said: string;
  /** Many follow each other: they are not answered, and said once. */
  readonly isStream: boolean;
}

/** By the `meta` that a request comes with. */
const MEDIA_SAID = new Map<string, Media>([
  ["img", { said: "[picture]", isStream: false }],
  ["vid", { said: "[video]", isStream: true }],
  ["audio", { said: "[audio]", isStream: true }],
  ["vid_on", { said: "", isStream: false }],
  ["vid_off", { said: "", isStream: false }],
]);

/** To this door as it is, not kept; to the others as a word. */
async function handOn(
  request: Request,
  seat: Seat,
  room: Room,
  { said, isStream }: Media,
): Promise<string | undefined> {
  const { chat } = seat.connection;
  const passed: Passed = {
    meta: request.text("meta"),
    msg: request.must("msg"),
    tracker: request.tracker,
  };
  const value = JSON.stringify(passed);
  await pass(chat, seat.session, { room: room.id, dialect: NAME, value });
  if (said !== "" && (!isStream || seat.beginsStream(passed.meta)))
    await say(chat, seat.session, { room: room.id, text: said, extra: MEDIA });
  return isStream ? undefined : "sent";
}

export const whispering = seated(async (request, seat) => {
  const to = request.must("target_user");
  const text = request.must("msg");
  if (seat.isMe(to)) throw refused.toSelf();
  const extra = marked(request.tracker);
  await whisper(seat.connection.chat, seat.session, { to, text, extra });
  return "message is sent";
});

export const broadcasting = seated(tellAll);

async function tellAll(request: Request, seat: Seat): Promise<string> {
  const { connection, session } = seat;
  const text = request.must("msg");
  const { tracker } = request;
  const key = request.raw("broadcast_key") || undefined;
  await broadcast(connection.chat, session, {
    text,
    key,
    extra: marked(tracker),
  });
  connection.send(
    wordsFrame("c_broadcast", seat.shownName, show(text), show(tracker)),
  );
  return "message is broadcasted";
}
