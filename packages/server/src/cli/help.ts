// `koine help`: every command and every flag with its default, from the table that the configuration reads too.
import {
  flagOf,
  settingKeys,
  settings,
  type Setting,
  type SettingKey,
} from "../config/settings.ts";
import { packageVersion } from "../lib/package-version.ts";

export function helpCommand(): number {
  console.log(helpText());
  return 0;
}

export function helpText(): string {
  return [
    `koine ${packageVersion()}: a chat server that any client can talk to`,
    "",
    "  koine serve [FLAGS]     runs the server until SIGTERM or SIGINT",
    "  koine start [FLAGS]     runs it in the background, until koine stop",
    "  koine stop              ends the one that koine start started",
    "  koine restart [FLAGS]   ends it and starts it again, with the flags of the last start or with others",
    "  koine status            says which process it is; exit code 3 when none runs",
    "  koine grant NAME ROLE   makes an account owner, admin or moderator, or none; the server must not run",
    "  koine version           says which version this is",
    "  koine help              says this",
    "",
    "-d start, -d stop, -d restart are the same as those commands. With data elsewhere than in ./data, stop, restart,",
    "status and grant need the same --data as serve.",
    "",
    "Flags of serve and start:",
    "",
    ...settingKeys.map(flagLines),
    "",
    "Each is a variable of the environment too (--log-level is KOINE_LOG_LEVEL), and a key of koine.toml (logLevel).",
    "A flag goes before the environment, the environment before the file.",
  ].join("\n");
}

function flagLines(key: SettingKey): string {
  const { standard, about } = settings[key];
  const byDefault =
    standard === "" || standard === "false" ? "" : ` [${standard}]`;
  return `  ${flagText(key)}\n      ${about}${byDefault}`;
}

/** `-H, --host, --hostname HOST` */
export function flagText(key: SettingKey): string {
  const { short, aliases = [], value }: Setting = settings[key];
  const names = [flagOf(key), ...aliases].map((name) => `--${name}`);
  const all = short ? [`-${short}`, ...names] : names;
  return `${all.join(", ")}${value ? ` ${value}` : ""}`;
}
