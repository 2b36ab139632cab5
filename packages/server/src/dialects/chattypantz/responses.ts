// Responses that more than one part of this door sends.
import type { Person } from "../../core/entries.ts";
import type { Response } from "./write-response.ts";

export const JOIN = 104;
export const MESSAGE = 108;
export const LEAVE = 109;

/** What the server itself says: no name has an asterisk in it, so that nobody's line looks so. */
export const serverSays = (roomName: string, text: string): Response => ({
  roomName,
  rspType: MESSAGE,
  content: `* ${text}`,
  list: [],
});

export const namesOf = (people: readonly Person[]): string[] =>
  people.map(({ name }) => name);

/** `ann has`, `ann, bob have`. */
export const have = (people: readonly Person[]): string =>
  `${namesOf(people).join(", ")} ${people.length === 1 ? "has" : "have"}`;
