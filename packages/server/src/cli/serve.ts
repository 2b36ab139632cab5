// `koine serve`: runs the server until a signal asks it to end.
import { readConfig } from "../config.ts";
import { createLogger } from "../logger.ts";
import { readFlags } from "./flags.ts";
import { helpCommand } from "./help.ts";
import { untilAsked } from "./until-asked.ts";

export async function serveCommand(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) return helpCommand();
  const config = readConfig(readFlags(args), process.env, process.cwd());
  const logger = createLogger(config.logLevel);
  // Loaded late, so that a wrong flag is answered at once.
  const { serve } = await import("../server.ts");
  return untilAsked(() => serve(config, logger), {
    config,
    logger,
    heard: process,
  });
}
