// Koine's door of Rambler's chat: lines of text. Every member is Anonymous in the lobby.
import { endOf, kinds, type Driver } from "../driver.ts";

const m = "M".charCodeAt(0);
const nameEnds = Buffer.from(": ");

export const rambler: Driver = {
  path: () => "/chat",
  dueTo: "all",

  async enter(connection, { room }) {
    // A command that there is not: it is answered behind the arrival in the lobby.
    const answered = connection.next(
      (text) => text === "SERVER:Unknown command",
    );
    connection.send("#");
    await answered;
    return room;
  },

  say: (_room, _number, text) => text,

  // `MESSAGE:[Free Chat] Anonymous: 00000012 …`, or `SERVER:…`, which only answers.
  kindOf: (bytes, start) =>
    bytes[start] === m ? kinds.delivery : kinds.refused,

  textAt: (bytes, start) => endOf(nameEnds, bytes, start),
};
