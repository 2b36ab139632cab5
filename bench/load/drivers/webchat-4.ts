// Koine's door of Webchat over Socket.IO 4 (Engine.IO 4), WebSocket only. Everyone is in the lobby.
import { kinds, type Driver } from "../driver.ts";
import { socketIo } from "./socket-io.ts";

const eventBegins = '42["chat_message",{"text":"';
const zero = "0".charCodeAt(0);
const nine = "9".charCodeAt(0);

export const webchat4: Driver = {
  ...socketIo,

  async enter(connection, { name, room }) {
    const connected = connection.next((text) => text.startsWith("40"));
    connection.send("40");
    await connected;
    // Nobody is told that he is in; the acknowledgement comes behind it, and so would a refusal.
    const answered = connection.next((text) => /^4[23]/.test(text));
    connection.send(`421["connected",{"username":"${name}","password":""}]`);
    const text = await answered;
    if (!text.startsWith("431")) throw new Error(`It was not let in: ${text}`);
    return room;
  },

  say: (_room, _number, text) => `42["message",{"message":"${text}"}]`,

  kindOf(bytes, start, end) {
    const kind = socketIo.kindOf(bytes, start, end);
    if (kind !== kinds.delivery) return kind;
    // What the server itself says has the same form.
    const first = bytes[start + eventBegins.length] ?? 0;
    return first >= zero && first <= nine ? kinds.delivery : kinds.refused;
  },

  textAt: (_bytes, start) => start + eventBegins.length,
};
