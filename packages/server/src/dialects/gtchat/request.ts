// One request of GTChat: a JSON object with `cmd`, and parameters that are strings, or numbers for them.
import { decodeEntities } from "./entities.ts";
import { lenientJson } from "./lenient-json.ts";
import { refused } from "./refused.ts";

export type Param =
  | "broadcast_key"
  | "invitee"
  | "inviter"
  | "meta"
  | "msg"
  | "new_pwd"
  | "new_pwd2"
  | "old_pwd"
  | "permission"
  | "pref"
  | "pwd"
  | "reply"
  | "room_name"
  | "size"
  | "table"
  | "target_user"
  | "type"
  | "user"
  | "usr";

type Fields = Readonly<Record<string, unknown>>;

const CMD_MOST = 64;
/** What an answer tells when the request told nothing. */
export const NO_TRACKER = "0";

export class Request {
  readonly cmd: string;
  /** As it is told back. */
  readonly tracker: string;
  /** The final version's form has one; the first version's has none. */
  readonly hasTracker: boolean;
  readonly #fields: Fields;

  constructor(cmd: string, fields: Fields) {
    this.cmd = cmd;
    this.#fields = fields;
    this.hasTracker = fields["tracker"] !== undefined;
    this.tracker = trackerOf(fields["tracker"]);
  }

  /** As it was sent; "" when it is missing, and so is what is empty, 0 or false. */
  raw(param: Param): string {
    const value = this.#fields[param];
    if (typeof value === "string") return value;
    return typeof value === "number" && value !== 0 ? String(value) : "";
  }

  /** With its entities decoded. */
  text(param: Param): string {
    return decodeEntities(this.raw(param));
  }

  /** As `raw`. @throws Refused 3 when it is missing */
  mustRaw(param: Param): string {
    const value = this.raw(param);
    if (value === "") throw refused.noParam(param);
    return value;
  }

  /** As `text`. @throws Refused 3 when it is missing */
  must(param: Param): string {
    return decodeEntities(this.mustRaw(param));
  }
}

/** Undefined when the frame is no request. */
export function readRequest(frame: string): Request | undefined {
  const value = lenientJson(frame);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return undefined;
  const fields = value as Fields;
  const { cmd } = fields;
  if (typeof cmd !== "string" || cmd === "") return undefined;
  try {
    return new Request(cmd.slice(0, CMD_MOST), fields);
  } catch {
    // A tracker that nests too deep cannot be written again.
    return undefined;
  }
}

function trackerOf(tracker: unknown): string {
  switch (typeof tracker) {
    case "string":
      return tracker || NO_TRACKER;
    case "number":
      return String(tracker);
    case "boolean":
      return tracker ? "True" : NO_TRACKER;
    case "object":
      return tracker === null ? NO_TRACKER : JSON.stringify(tracker);
    default:
      return NO_TRACKER;
  }
}
