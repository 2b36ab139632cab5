// The refusals of GTChat: its codes and its words, its mistakes in writing among them. What is inserted is encoded, since
// the page shows it as HTML.
import { encodeEntities } from "./entities.ts";

/** So much of what was sent is repeated in an answer, in UTF-16 units: no name or room has more. */
const REPEATED_MOST = 128;

const show = (text: string): string =>
  encodeEntities(text.slice(0, REPEATED_MOST));

/** What a request is answered with that is not done. */
export class Refused extends Error {
  override readonly name = "Refused";
  /** One of the final version's, 1 to 41. */
  readonly code: number;
  /** It is no request at all; after several in a row the connection is ended. */
  readonly isBad: boolean;

  constructor(code: number, text: string, isBad = false) {
    super(text);
    this.code = code;
    this.isBad = isBad;
  }
}

const NAME_IS_UNFIT = "Invalid character found in user name";

export const refused = {
  // --- requests ---
  unknownCmd: (cmd: string) => new Refused(1, `unknown cmd: ${show(cmd)}`),
  noParam: (param: string) =>
    new Refused(3, `non-exist request parameter: ${param}`),
  notARequest: () => new Refused(41, "invalid request", true),
  notLoggedIn: (usr: string) => new Refused(41, `unknown user '${show(usr)}'`),
  other: (text: string) => new Refused(41, encodeEntities(text)),

  // --- people ---
  keptOut: (why: string) => new Refused(35, encodeEntities(why)),
  noSuchUser: (usr: string) =>
    new Refused(6, `Invalid user name '${show(usr)}'`),
  toSelf: () => new Refused(12, "a user cannot whisper to self"),
  alreadyLoggedIn: (usr: string) =>
    new Refused(24, `user ${show(usr)} already logged in from this connection`),
  badLogin: () => new Refused(25, "invalid login information"),
  isTaken: () => new Refused(27, "this username has been taken"),
  newPasswordShort: () => new Refused(28, "new password length should >= 8"),
  noAccount: () => new Refused(29, "this username does not exist"),
  oldPasswordWrong: () => new Refused(30, "old password does not match"),
  samePassword: () =>
    new Refused(31, "Please use a password different from the old one"),
  badName: () => new Refused(32, "invalid user name"),
  passwordShort: () => new Refused(33, "user password length should >= 8"),
  unfitName: () => new Refused(34, NAME_IS_UNFIT),
  notAvailable: () => new Refused(35, "this username is not available"),
  badPreference: (pair: string) =>
    new Refused(
      37,
      `invalid preference (should be colon delimited pair): ${show(pair)}`,
    ),
  unfitPassword: () => new Refused(38, "Invalid character found in password"),
  passwordsDiffer: () => new Refused(41, "two new password do not match"),

  // --- rooms ---
  noSuchRoom: (room: string) =>
    new Refused(8, `Room '${show(room)}' does not exist`),
  notInRoom: (usr: string, room: string) =>
    new Refused(10, `User ${show(usr)} is not in room ${show(room)}`),
  unknownTable: (table: string) =>
    new Refused(11, `unknown table: ${show(table)}`),
  roomExists: (room: string) =>
    new Refused(13, `Room '${show(room)}' already exists`),
  badRoomName: () =>
    new Refused(
      14,
      "valid room name should contain only letters, numbers and underscore",
    ),
  alreadyThere: (usr: string, room: string) =>
    new Refused(15, `${show(usr)} is already in room ${show(room)}`),
  unknownReply: (reply: string) =>
    new Refused(16, `Unknown reply code: ${show(reply)}`),
  alreadyMaster: (usr: string) =>
    new Refused(17, `User ${show(usr)} is already room master`),
  isMaster: () => new Refused(18, "Room master cannot be kicked."),
  /** 20 where it is about the permission, else 19. */
  notAllowed: (usr: string, code: 19 | 20 = 19) =>
    new Refused(code, `User ${show(usr)} has no permission on this operation`),
  /** As without a permission, but with the reason. */
  keptFrom: (why: string) => new Refused(19, encodeEntities(why)),
  alreadyHere: () => new Refused(21, "You are already in this room"),
  isPrivate: () =>
    new Refused(22, "Cannot join a private room. Invitation is needed."),
  isFull: (most: number) =>
    new Refused(23, `Cannot join a full room (size is ${most})`),
  inLobby: () => new Refused(36, "You are in room Lobby"),
} as const;
