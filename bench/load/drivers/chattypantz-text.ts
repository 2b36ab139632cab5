// Koine's door of chattypantz: plain text at /{room}/{nick}.
import { endOf, kinds, type Driver } from "../driver.ts";

const nameEnds = Buffer.from(": ");
const whoIsHere = "* In the room now:";
const asterisk = "*".charCodeAt(0);
const blank = " ".charCodeAt(0);
const colon = ":".charCodeAt(0);

export const chattypantzText: Driver = {
  path: ({ room, name }) => `/${room}/${name}`,
  dueTo: "others",

  async enter(connection, { room }) {
    // Nobody is told that he is in; a blank line is refused, behind the entrance.
    const refused = connection.next(
      (text) => text.startsWith("* ") && !text.startsWith(whoIsHere),
    );
    connection.send(" ");
    const text = await refused;
    if (!text.includes("blank")) throw new Error(`It was not let in: ${text}`);
    return room;
  },

  say: (_room, _number, text) => text,

  kindOf(bytes, start, end) {
    if (bytes[start] === asterisk) {
      const text = bytes.toString("utf8", start, end);
      return text.startsWith(whoIsHere) ? kinds.other : kinds.refused;
    }
    // `member7: 00000012 …`, or `member7 joined the party!`.
    let at = start;
    while (at < end && bytes[at] !== blank) at++;
    return bytes[at - 1] === colon ? kinds.delivery : kinds.other;
  },

  textAt: (bytes, start) => endOf(nameEnds, bytes, start),
};
