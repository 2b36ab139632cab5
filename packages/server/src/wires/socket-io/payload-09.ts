// Several packets of protocol 1 in one body of a polling transport: `U+FFFD length U+FFFD packet`, the length in UTF-16
// units; a single one stands there as it is.

const MARK = "\ufffd";

export function encodePayload(packets: readonly string[]): string {
  const [only] = packets;
  if (only !== undefined && packets.length === 1) return only;
  return packets
    .map((packet) => `${MARK}${packet.length}${MARK}${packet}`)
    .join("");
}

/** The packets of a body; undefined when it is cut wrongly. */
export function decodePayload(body: string): string[] | undefined {
  if (!body.startsWith(MARK)) return [body];
  const packets: string[] = [];
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf(MARK, at + 1);
    const length = end === -1 ? "" : body.slice(at + 1, end);
    if (body[at] !== MARK || !/^\d{1,9}$/.test(length)) return undefined;
    at = end + 1 + Number(length);
    if (at > body.length) return undefined;
    packets.push(body.slice(end + 1, at));
  }
  return packets;
}
