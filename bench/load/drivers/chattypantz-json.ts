// Koine's door of chattypantz: JSON at /v1.0/chat.
import { endOf, kinds, type Driver } from "../driver.ts";

const types = { setNickname: 101, join: 104, message: 108 } as const;
const roomBegins = '{"roomName":"';
const typeEnds = ',"rspType":108'.length - 1;
const contentBegins = ',"rspType":108,"content":"'.length;
const nameEnds = Buffer.from(": ");
const comma = ",".charCodeAt(0);
const four = "4".charCodeAt(0);
const eight = "8".charCodeAt(0);
const nine = "9".charCodeAt(0);
const asterisk = "*".charCodeAt(0);

const request = (roomName: string, reqType: number, content: string): string =>
  `{"roomName":"${roomName}","reqType":${reqType},"content":"${content}"}`;

export const chattypantzJson: Driver = {
  path: () => "/v1.0/chat",
  dueTo: "all",

  async enter(connection, { name, room }) {
    connection.send(request("", types.setNickname, name));
    const entered = connection.next((text) =>
      text.includes(`"content":"${name} has joined the room."`),
    );
    connection.send(request(room, types.join, ""));
    await entered;
    return room;
  },

  say: (room, _number, text) => request(room, types.message, text),

  kindOf(bytes, start) {
    // `{"roomName":"bench","rspType":108,"content":"member7: 00000012 …`: the last digit of the type tells.
    let at = start + roomBegins.length;
    while (bytes[at] !== comma) at++;
    switch (bytes[at + typeEnds]) {
      case eight:
        // What the server itself says is a message with an asterisk.
        return bytes[at + contentBegins] === asterisk
          ? kinds.refused
          : kinds.delivery;
      case four:
      case nine:
        return kinds.other;
      default:
        return kinds.refused;
    }
  },

  textAt: (bytes, start) => endOf(nameEnds, bytes, start),
};
