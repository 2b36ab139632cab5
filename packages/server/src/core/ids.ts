// Where identifiers and secrets come from.
import { createHash, randomBytes } from "node:crypto";
import type { IdentityId, RoomId } from "./entries.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Letters of a-z0-9, each even: bytes of 252 and above are drawn again. */
function letters(count: number): string {
  let made = "";
  while (made.length < count) {
    for (const byte of randomBytes(count)) {
      if (byte < 252 && made.length < count) made += LETTERS[byte % 36];
    }
  }
  return made;
}

export const newRoomId = (): RoomId => `~${letters(10)}`;
export const newIdentityId = (): IdentityId => letters(16);
export const newSessionId = (): string => letters(16);
export const newSanctionId = (): string => letters(16);

/** 256 random bits in base64url: 43 characters. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a token: SHA-256 suffices, since a token is random and as long as the hash. */
export const hashToken = (token: string): Buffer =>
  createHash("sha256").update(token).digest();

/** What its owner calls a token by: the first 8 bytes of its hash in hex. No secret: the token is not found by it. */
export const tokenIdOf = (hash: Uint8Array): string =>
  Buffer.from(hash.subarray(0, 8)).toString("hex");

const ROOM_ID = /^~[a-z0-9]{10}$/;
/** Whether a room is named by its id; titles never look so. */
export const isRoomId = (ref: string): boolean => ROOM_ID.test(ref);

const IDENTITY_ID = /^[a-z0-9]{16}$/;
/** Whether someone may be named by it as by an id; a name may look so, too. */
export const isIdentityId = (ref: string): boolean => IDENTITY_ID.test(ref);
