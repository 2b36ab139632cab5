// Koine's door of Webchat over Socket.IO 0.9: a handshake over HTTP, then a WebSocket. Everyone is in the lobby.
import { kinds, type Driver } from "../driver.ts";

const eventBegins = '5:::{"name":"chat_message","args":[{"text":"';
const heartbeat = "2::";
const zero = "0".charCodeAt(0);
const nine = "9".charCodeAt(0);
const two = "2".charCodeAt(0);
const five = "5".charCodeAt(0);

export const webchat09: Driver = {
  async path({ port }) {
    const answer = await fetch(`http://127.0.0.1:${port}/socket.io/1/`);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The handshake was refused: ${text}`);
    const [id] = text.split(":");
    return `/socket.io/1/websocket/${id}`;
  },
  dueTo: "all",

  async enter(connection, { name, room }) {
    // Nobody is told that he is in; the acknowledgement comes behind it, and so would a refusal.
    const answered = connection.next((text) => /^[56]:/.test(text));
    connection.send(
      `5:1::{"name":"connected","args":[{"username":"${name}","password":""}]}`,
    );
    const text = await answered;
    if (!text.startsWith("6:::1"))
      throw new Error(`It was not let in: ${text}`);
    return room;
  },

  say: (_room, _number, text) =>
    `5:::{"name":"message","args":[{"message":"${text}"}]}`,

  kindOf(bytes, start) {
    if (bytes[start] !== five) return kinds.other;
    // What the server itself says has the same form.
    const first = bytes[start + eventBegins.length] ?? 0;
    return first >= zero && first <= nine ? kinds.delivery : kinds.refused;
  },

  textAt: (_bytes, start) => start + eventBegins.length,

  answer(connection, bytes, start) {
    if (bytes[start] === two) connection.send(heartbeat);
  },
};
