// The event that Koine's door of Webchat sends, in either protocol: `{"text": "00000012 …", "from_user": "member7"}`.
import { endOf, kinds, type Kind } from "../driver.ts";

const textBegins = Buffer.from('"text":');
const blank = " ".charCodeAt(0);
const zero = "0".charCodeAt(0);
const nine = "9".charCodeAt(0);

/** Where the text begins, behind its quotation mark. */
export function textAt(bytes: Buffer, start: number): number {
  const at = endOf(textBegins, bytes, start);
  return bytes[at] === blank ? at + 2 : at + 1;
}

/** What the server itself says has the same form, and no number. */
export function kindOfEvent(bytes: Buffer, start: number): Kind {
  const first = bytes[textAt(bytes, start)] ?? 0;
  return first >= zero && first <= nine ? kinds.delivery : kinds.refused;
}
