// Koine's door of GTChat: JSON, as its last version's page sends it. Members are temporary users in the lobby.
import { endOf, kinds, type Driver } from "../driver.ts";

const lobby = "Lobby";
const textBegins = Buffer.from('"msg": "');
const statusBegins = '{"status": "';
const c = "c".charCodeAt(0);
const o = "o".charCodeAt(0);
const s = "s".charCodeAt(0);

export const gtchat: Driver = {
  path: () => "/",
  dueTo: "others",

  async enter(connection, { name }) {
    // The login is answered first, and the lobby last.
    const entered = connection.next((text) =>
      text.includes('"last_cmd": "join_room"'),
    );
    connection.send(
      `{"cmd":"login","usr":"${name}","type":"tmp","tracker":"1"}`,
    );
    await entered;
    return lobby;
  },

  say: (room, number, text) =>
    `{"cmd":"speak","room_name":"${room}","meta":".","msg":"${text}","tracker":"${number}"}`,

  kindOf(bytes, start) {
    // `{"cmd": "c_speak"`, `{"status": "ok"`, or `{"tracker": …` of an event.
    const key = bytes[start + 2];
    if (key === c) return kinds.delivery;
    if (key !== s) return kinds.other;
    return bytes[start + statusBegins.length] === o
      ? kinds.acknowledged
      : kinds.refused;
  },

  textAt: (bytes, start) => endOf(textBegins, bytes, start),
};
