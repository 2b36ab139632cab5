// How connections of this door are closed.
import type { CloseReason, Unreadable } from "../../wires/wire.ts";

export const unreadable: Record<Unreadable, CloseReason> = {
  binary: { code: 1003, text: "Only text is supported." },
  not_utf8: { code: 1007, text: "This is not UTF-8." },
  too_large: { code: 1009, text: "This is too long." },
  malformed: { code: 1008, text: "This cannot be read." },
};

/** The end of the server is an ordinary end at this door. */
export function ended({ code, text }: CloseReason): CloseReason {
  return { code: code === 1012 ? 1000 : code, text };
}
