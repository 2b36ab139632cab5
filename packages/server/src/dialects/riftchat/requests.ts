// What a RiftChat client asks: JSON objects with a code. Used by the conversation.

export type RiftchatRequest =
  | { readonly code: "say"; readonly text: string }
  | {
      readonly code: "rename";
      /** Undefined for what can be nobody's name. */
      readonly name: string | undefined;
    }
  | { readonly code: "unknown" };

const SAY = 100;
const RENAME = 101;

/** Undefined for a bad frame, after which the connection is not worth keeping. Further fields are ignored. */
export function readRequest(frame: string): RiftchatRequest | undefined {
  try {
    return read(JSON.parse(frame));
  } catch {
    // Not only what is no JSON: what nests too deep cannot be written again.
    return undefined;
  }
}

function read(fields: unknown): RiftchatRequest | undefined {
  if (!isObject(fields) || !Number.isInteger(fields["code"])) return undefined;
  switch (fields["code"]) {
    case SAY:
      if (!Object.hasOwn(fields, "message")) return undefined;
      return { code: "say", text: textOf(fields["message"]) };
    case RENAME:
      if (!Object.hasOwn(fields, "username")) return undefined;
      return { code: "rename", name: nameOf(fields["username"]) };
    default:
      return { code: "unknown" };
  }
}

/** A message may be any JSON value; what is no text is said as its JSON. */
function textOf(message: unknown): string {
  return typeof message === "string" ? message : JSON.stringify(message);
}

function nameOf(username: unknown): string | undefined {
  return typeof username === "string" ? username : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
