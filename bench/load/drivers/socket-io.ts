// Socket.IO 4 over WebSocket only (Engine.IO 4), as far as the load needs it.
import { kinds, type Driver } from "../driver.ts";

const saidBegins = '42["said","';
const joinAcknowledged = "430";
const four = "4".charCodeAt(0);
const two = "2".charCodeAt(0);

export const socketIo: Driver = {
  path: () => "/socket.io/?EIO=4&transport=websocket",

  dueTo: "all",

  async enter(connection, { room }) {
    const connected = connection.next((text) => text.startsWith("40"));
    connection.send("40");
    await connected;
    const joined = connection.next((text) => text === `${joinAcknowledged}[]`);
    connection.send(`420["join","${room}"]`);
    await joined;
    return room;
  },

  say: (_room, _number, text) => `42["say","${text}"]`,

  kindOf: (bytes, start) =>
    bytes[start] === four && bytes[start + 1] === two
      ? kinds.delivery
      : kinds.other,

  textAt: (_bytes, start) => start + saidBegins.length,

  answer(connection, bytes, start) {
    if (bytes[start] === two) connection.send("3");
  },
};
