// Lists: of rooms, of users, of a room's users, and the admin's tables.
import { isSuperuser, mustRead } from "../../../core/house/rights.ts";
import { rooms } from "../../../core/verbs/rooms.ts";
import { encodeEntities as show } from "../entities.ts";
import { refused } from "../refused.ts";
import type { Seat } from "../seat.ts";
import { inWords } from "../wording.ts";
import { selectable, shownTitle } from "../titles.ts";
import { roomOf, seated } from "./command.ts";

const ROOMS_MOST = 500;
const PAGE = 200;

export const roomList = seated(async (_request, seat) =>
  (await roomTitles(seat))
    .map(({ title, isPublic }) => `${title}:${isPublic ? 1 : 0}`)
    .join(","),
);

export const userList = seated(async (_request, seat) => {
  const { session, connection } = seat;
  session.pace.verb(connection.chat.now());
  return userNames(seat).join(",");
});

/** `R:master:u1,u2` */
export const roomUserList = seated(async (request, seat) => {
  const room = await roomOf(request, seat);
  const { chat } = seat.connection;
  seat.session.pace.verb(chat.now());
  // Who is in a closed room is told to those in it only, as at every door.
  await inWords(mustRead(chat, seat.session, room), {
    not_member: () => refused.notInRoom(seat.name, shownTitle(room)),
  });
  const users = room.visible().map(({ name }) => show(name));
  const master = room.master === undefined ? "" : selectable(room.master.name);
  return `${shownTitle(room)}:${master}:${users.join(",")}`;
});

/** Encoded. */
export function userNames({ connection }: Seat): string[] {
  return connection.chat.people().map(({ name }) => show(name));
}

/** Encoded; the lobby first. @throws ChatError `rate_limited`, `unavailable` */
export async function roomTitles(
  seat: Seat,
): Promise<{ readonly title: string; readonly isPublic: boolean }[]> {
  const { chat } = seat.connection;
  const found = [
    { title: shownTitle({ title: "", isLobby: true }), isPublic: true },
  ];
  for (let after = ""; found.length < ROOMS_MOST;) {
    const page = await rooms(chat, seat.session, after, PAGE);
    for (const { record } of page.rooms) {
      const { id, title, kind } = record;
      if (id !== chat.lobby.id && found.length < ROOMS_MOST)
        found.push({
          title: shownTitle({ title, isLobby: false }),
          isPublic: kind === "public",
        });
    }
    if (page.next === undefined) break;
    after = page.next;
  }
  return found;
}

/** Of who is in the chat now; what is secret is in no table. */
export const adminTable = seated(async (request, seat) => {
  const name = request.must("table");
  if (!isSuperuser(seat.session)) throw refused.notAllowed(seat.name);
  const table = TABLES.get(name);
  if (table === undefined) throw refused.unknownTable(name);
  return (await table(seat)).join(",");
});

const TABLES = new Map<string, (seat: Seat) => Promise<string[]> | string[]>([
  ["T_users", (seat) => accounts(seat).map(({ name }) => show(name))],
  ["T_users_active", userNames],
  [
    "T_users_src",
    (seat) => {
      const { chat } = seat.connection;
      return chat
        .people()
        .flatMap(({ id, name }) =>
          chat
            .sessionsOf(id)
            .map(({ address }) => `${show(name)} ${show(address)}`),
        );
    },
  ],
  [
    "T_rooms",
    async (seat) => (await roomTitles(seat)).map(({ title }) => title),
  ],
]);

function accounts({ connection: { chat } }: Seat) {
  return chat
    .people()
    .filter(({ id }) => chat.identity(id)?.kind === "account");
}
