// What clients are told: the one event of this door, and its sentences.
import { Frame } from "../../lib/frame.ts";
import { because, forHowLong, type Why } from "../why.ts";

/** Who speaks for the server: no name may be so. */
export const SERVER = "*";
/** Who speaks of names, whichever name it is about. */
export const OF_NAMES = "admin*";

export const chatMessage = (text: string, from: string): Frame =>
  new Frame(JSON.stringify(["chat_message", { text, from_user: from }]));

export const reserved = (name: string): string =>
  `Error: '${name}' is a reserved username, please pick another!`;

export const taken = (name: string): string =>
  `Error: '${name}' is someone else here now, please pick another!`;

export const impossible = (name: string): string =>
  `Error: '${name}' cannot be a username, please pick another!`;

export const nobody = (name: string): string =>
  `Error: there is nobody called '${name}'.`;

export const notConnected =
  "Error: say who you are first, with the event connected.";

export const malformed = "Error: this is no event of Webchat.";

export const kicked = (room: string, by: string, why: Why): string =>
  `${by} has put you out of ${room}${forHowLong(why)}.${because(why)}`;

export const withdrew = (room: string): string =>
  `You have left ${room} at another door. To come back, send connected again.`;

export const broadcast = (text: string, by: string): string =>
  `To everyone, from ${by}: ${text}`;

export const closing = (reason: string): string =>
  `The server ends this connection: ${reason}`;
