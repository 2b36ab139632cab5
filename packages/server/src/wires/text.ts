// Reads bytes as strict UTF-8; a byte order mark is left where it is.
import type { Cut } from "./cutter.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function readText(bytes: Buffer): Cut {
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { unreadable: "not_utf8" };
  }
}
