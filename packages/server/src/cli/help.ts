// `koine help`: every command and every flag with its default, from the table that the configuration reads too.
import {
  flagOf,
  settingKeys,
  settings,
  type Setting,
  type SettingKey,
} from "../config/settings.ts";
import { version } from "./version.ts";

export function helpCommand(): number {
  console.log(helpText());
  return 0;
}

export function helpText(): string {
  return [
    `koine ${version()}: a chat server that any client can talk to`,
    "",
    "  koine serve [FLAGS]   runs the server until SIGTERM or SIGINT",
    "  koine version         says which version this is",
    "  koine help            says this",
    "",
    "Flags of serve:",
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

/** `-p, --port PORT` */
export function flagText(key: SettingKey): string {
  const { short, value }: Setting = settings[key];
  return `${short ? `-${short}, ` : ""}--${flagOf(key)}${value ? ` ${value}` : ""}`;
}
