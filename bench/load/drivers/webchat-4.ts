// Koine's door of Webchat over Socket.IO 4 (Engine.IO 4), WebSocket only. Everyone is in the lobby.
import { kinds, type Driver } from "../driver.ts";
import { socketIo } from "./socket-io.ts";
import { kindOfEvent, textAt } from "./webchat-said.ts";

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
    return kind === kinds.delivery ? kindOfEvent(bytes, start) : kind;
  },

  textAt,
};
