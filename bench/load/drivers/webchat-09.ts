// Koine's door of Webchat over Socket.IO 0.9: a handshake over HTTP, then a WebSocket. Everyone is in the lobby.
import { kinds, type Driver } from "../driver.ts";
import { kindOfEvent, textAt } from "./webchat-said.ts";

const heartbeat = "2::";
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

  kindOf: (bytes, start) =>
    bytes[start] === five ? kindOfEvent(bytes, start) : kinds.other,

  textAt,

  answer(connection, bytes, start) {
    if (bytes[start] === two) connection.send(heartbeat);
  },
};
