// The commands that start and end a server in the background, by their words.
import type { Commands } from "../command.ts";

export const daemonCommands: Commands = {
  start: async () => (await import("../start.ts")).startCommand,
  stop: async () => (await import("../stop.ts")).stopCommand,
  restart: async () => (await import("../restart.ts")).restartCommand,
  status: async () => (await import("../status.ts")).statusCommand,
};
