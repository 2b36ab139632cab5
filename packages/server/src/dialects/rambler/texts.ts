// What the server says at this door, before it is put into a form. Clients of the original compare some of these.
import { because, forHowLong, type Why } from "../why.ts";

function inRoom(room: string | undefined): string {
  if (room === undefined) return "";
  return room === "" ? " in one of your rooms" : ` in room "${room}"`;
}

/** So much of what was typed is repeated in an answer, in UTF-16 units; no room has a longer name. */
const REPEATED_MOST = 128;

export const texts = {
  unknownCommand: "Unknown command",
  wrongUsage: "Wrong command usage",

  lockedOut: "Guests are not let in for now. Write: #login USER PASSWORD",

  loggedIn: (name: string) => `You are logged in as "${name}"`,
  loggedOut: "You are logged out",
  noSuchUser: "No such user",
  passwordIncorrect: "Password incorrect",
  reserved: (name: string) =>
    `The name "${name}" belongs to an account. Write: LOGIN NICK PASSWORD`,

  registered: (name: string) =>
    `User "${name}" successfully created. Try to login.`,
  userExists: "Such user already exists",

  connected: (room: string, name: string) =>
    `You are connected to room: "${room}" as "${name}"`,
  alreadyConnected: (room: string) =>
    `You are already connected to room "${room}"`,
  cannotConnect: (room: string) => `You cant connect to room "${room}"`,
  unknownRoom: "Cannot join. Unknown room",
  unknownJoin: "Unknown join",
  created: (room: string) => `Room "${room}" created`,

  disconnected: (room: string) => `You are disconnected from room: "${room}"`,
  notJoined: (typed: string) =>
    `You were not joined to room "${typed.slice(0, REPEATED_MOST)}"`,
  leaveWhat: "What must I left?",

  nickChanged: (nick: string, room: string) =>
    `Your nick changed to "${nick}" in room "${room}"`,
  changeWhat: "What must I change?",

  inNoRoom: "You are not connected to any room",

  topic: (room: string, by: string, topic: string) =>
    topic === ""
      ? `"${by}" has taken away the topic of room "${room}"`
      : `"${by}" has set the topic of room "${room}": ${topic}`,
  titled: (by: string, title: string) =>
    `"${by}" has renamed one of your rooms. It is room "${title}" now`,
  kicked: (room: string, by: string, why: Why) =>
    `You are disconnected from room: "${room}". "${by}" has kicked you out${forHowLong(why)}.${because(why)}`,
  /** `room` is undefined when it is so everywhere. */
  muted: (room: string | undefined, by: string, why: Why) =>
    `"${by}" has muted you${inRoom(room)}${forHowLong(why)}: you can read, but not say anything.${because(why)}`,
  unmuted: (room: string | undefined, by: string) =>
    `"${by}" lets you say something again${inRoom(room)}.`,
  invited: (room: string, by: string) =>
    `"${by}" invites you to room "${room}". To enter: #join room ${room}`,
  broadcast: (by: string, text: string) => `To everyone, from "${by}": ${text}`,
  closing: (reason: string) => `The server closes: ${reason}`,

  help: [
    "Commands:",
    "#login USER PASSWORD - log in for as long as this connection lasts",
    "#logout - be Anonymous again",
    "#register USER PASSWORD - make an account; it does not log in",
    "#join room ROOM [NICK] - enter a room; a new name makes a room, when you are logged in",
    "#left room ROOM - leave a room",
    "#change nick ROOM|* NICK - another nick in one room, or in all of yours",
    "#msg USER TEXT - a message that only the two of you see",
    "#help - this list",
    "Anything else is said in every room that you are in.",
  ],
  bareHelp: [
    "Here also, in upper case: LOGIN NICK, LOGIN USER PASSWORD, JOIN ROOM [NICK], LEFT ROOM",
    "A blank before # or such a word makes it a message.",
  ],
} as const;
