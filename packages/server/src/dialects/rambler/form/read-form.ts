// Reads the body of a form that was sent: bounded, and of the one kind that HTML forms send by themselves.
import type { IncomingMessage } from "node:http";

/** In bytes. */
const BODY_MOST = 8 * 1024;
const KIND = "application/x-www-form-urlencoded";

/** Its fields, or the HTTP status that it is refused with. */
export async function readForm(
  request: IncomingMessage,
): Promise<URLSearchParams | 413 | 415> {
  const [kind] = (request.headers["content-type"] ?? "").split(";", 1);
  if (kind?.trim().toLowerCase() !== KIND) return 415;
  if (Number(request.headers["content-length"] ?? 0) > BODY_MOST) return 413;
  const pieces: Buffer[] = [];
  let length = 0;
  // What is left of the body is not read; the socket still has to carry the answer.
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    pieces.push(piece as Buffer);
    length += (piece as Buffer).length;
    if (length > BODY_MOST) return 413;
  }
  return new URLSearchParams(Buffer.concat(pieces, length).toString());
}
