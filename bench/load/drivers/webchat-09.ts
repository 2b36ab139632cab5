// Koine's door of Webchat over Socket.IO 0.9: a handshake over HTTP, then a WebSocket.
import { kinds, numberAt, type Driver } from "../driver.ts";

const eventBegins = '5:::{"name":"chat_message","args":[{"text":"';
const heartbeat = "2::";
const five = "5".charCodeAt(0);
const seven = "7".charCodeAt(0);
const two = "2".charCodeAt(0);

export const webchat09: Driver = {
  async path({ port }) {
    const answer = await fetch(`http://127.0.0.1:${port}/socket.io/1/`);
    const [id] = (await answer.text()).split(":");
    if (!answer.ok) throw new Error(`The handshake was refused: ${id}`);
    return `/socket.io/1/websocket/${id}`;
  },
  dueTo: "all",

  async enter(connection, { name, room }) {
    const acknowledged = connection.next((text) => text.startsWith("6:::1"));
    connection.send(
      `5:1+::{"name":"connected","args":[{"username":"${name}","password":""}]}`,
    );
    await acknowledged;
    return room;
  },

  say: (_room, _number, text) =>
    `5:::{"name":"message","args":[{"message":"${text}"}]}`,

  kindOf(bytes, start) {
    if (bytes[start] === seven) return kinds.refused;
    return bytes[start] === five ? kinds.delivery : kinds.other;
  },

  textAt: (_bytes, start) => start + eventBegins.length,

  answer(connection, bytes, start) {
    if (numberAt(bytes, start) === two - 48) connection.send(heartbeat);
  },
};
