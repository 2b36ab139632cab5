// What a name that is made at this door may hold, which is less than elsewhere.
import { refused } from "../refused.ts";

const UNFIT_IN_NAME = /[`'~!@#$%^&*+\-=[\];<>./?){}:,|"(\\]/;

/** @throws Refused 34 */
export function mustBeFit(name: string): void {
  if (UNFIT_IN_NAME.test(name)) throw refused.unfitName();
}

const ROOM = /^[\p{L}\p{M}\p{N}_]+$/u;

/** @throws Refused 14 */
export function mustBeRoomName(name: string): void {
  if (!ROOM.test(name)) throw refused.badRoomName();
}
