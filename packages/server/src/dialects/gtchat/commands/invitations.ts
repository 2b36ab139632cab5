// Invitations: invite, invite_reply.
import { answerInvite, invite } from "../../../core/verbs/invite.ts";
import { encodeEntities as show } from "../entities.ts";
import { marked } from "../marks.ts";
import { refused } from "../refused.ts";
import { shownTitle } from "../titles.ts";
import { inRoom, ownRoomOf, roomOf, seated } from "./command.ts";
import { enter } from "./rooms.ts";

export const inviting = seated(async (request, seat) => {
  const room = await ownRoomOf(request, seat);
  const invitee = request.must("invitee");
  const there = inRoom(room, invitee);
  if (there !== undefined)
    throw refused.alreadyThere(there.name, request.must("room_name"));
  const { who } = await invite(seat.connection.chat, seat.session, {
    room: room.id,
    who: invitee,
    extra: marked(request.tracker),
  });
  return `${show(who.name)}:${shownTitle(room)}`;
});

const ANSWERS = new Map([
  ["Y", "yes"],
  ["N", "no"],
  ["L", "later"],
] as const);

/** Y joins the room at once. */
export const replying = seated(async (request, seat) => {
  const inviter = request.must("inviter");
  const name = request.must("room_name");
  const room = (await seat.invitedTo(name)) ?? (await roomOf(request, seat));
  const reply = request.must("reply");
  const answer = ANSWERS.get(reply as "Y" | "N" | "L");
  if (answer === undefined) throw refused.unknownReply(reply);
  const { connection, session } = seat;
  const answered = await answerInvite(connection.chat, session, {
    room: room.id,
    inviter,
    answer,
    extra: marked(request.tracker),
  });
  const msg = `${show(answered.inviter.name)}:${shownTitle(room)}:${reply}`;
  connection.answer(request.cmd, request.tracker, msg);
  if (answer === "yes" && seat.room !== room) await enter(room, request, seat);
  return undefined;
});
