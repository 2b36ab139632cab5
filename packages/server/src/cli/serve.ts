// `koine serve`: runs the server until a signal asks it to end.
import { readConfig } from "../config.ts";
import { createLogger } from "../logger.ts";
import { wordAfterD } from "./daemon/after-d.ts";
import { tellStarter } from "./daemon/ready.ts";
import { readFlags } from "./flags.ts";
import { openProfiler } from "./profiler.ts";
import { untilAsked } from "./until-asked.ts";

export async function serveCommand(args: readonly string[]): Promise<number> {
  const daemon = wordAfterD(args);
  if (daemon) return await (await daemon.load())(daemon.rest);
  const config = readConfig(readFlags(args), process.env, process.cwd());
  const logger = createLogger(config.logLevel);
  if (config.profiler !== undefined) openProfiler(config.profiler);
  // Loaded late, so that a wrong flag is answered at once.
  const { serve } = await import("../server.ts");
  return untilAsked(() => serve(config, logger), {
    config,
    logger,
    heard: process,
    onReady: tellStarter,
  });
}
