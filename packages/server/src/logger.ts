// The log: one JSON object a line on standard error, or a readable line when someone is looking. The command line makes it.
import { isatty } from "node:tty";
import { inspect } from "node:util";
import { pino, type Logger } from "pino";

export type { Logger } from "pino";

const secrets = [
  "token",
  "password",
  "authorization",
  "cookie",
  '["set-cookie"]',
];

/** Lines that wait for a reader who is too slow; more are dropped. */
const waitingBytes = 1024 * 1024;

export function createLogger(level: string, readable = isatty(2)): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: ["", "*.", "*.*."].flatMap(under), censor: "[hidden]" },
  };
  if (readable) {
    return pino(options, {
      write: (line: string) => process.stderr.write(readableLine(line)),
    });
  }
  return pino(
    options,
    // Not sync: a reader that stopped must not stop the chat.
    pino.destination({ dest: 2, sync: false, maxLength: waitingBytes }),
  );
}

function under(prefix: string): string[] {
  return secrets.map((name) =>
    name.startsWith("[")
      ? `${prefix.replace(/\.$/, "")}${name}`
      : `${prefix}${name}`,
  );
}

/** `07:10:25 info  joined {room: '~k3v9x2m0qa'}` */
export function readableLine(json: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(json) as Record<
    string,
    unknown
  >;
  const at = new Date(Number(time)).toTimeString().slice(0, 8);
  const name = (pino.levels.labels[Number(level)] ?? "").padEnd(5);
  const more =
    Object.keys(rest).length === 0
      ? ""
      : ` ${inspect(rest, { breakLength: Infinity, depth: 4 })}`;
  const failure = isFailure(err) ? `\n${err.stack}` : "";
  return `${at} ${name} ${typeof msg === "string" ? msg : ""}${more}${failure}\n`;
}

function isFailure(error: unknown): error is { readonly stack: string } {
  return (
    typeof error === "object" &&
    error !== null &&
    "stack" in error &&
    typeof error.stack === "string"
  );
}
