// `koine serve`: runs the server until a signal asks it to end.
import { setTimeout } from "node:timers/promises";
import { readConfig, type Config } from "../config.ts";
import { createLogger, type Logger } from "../logger.ts";
import type { Running } from "../server.ts";
import { readFlags } from "./flags.ts";
import { helpCommand } from "./help.ts";
import { startErrorText } from "./start-error.ts";

/** How long an orderly end may take, in milliseconds. */
const patience = 5_000;

/** Ctrl-C under npm comes twice, from the terminal and from npm; for so many milliseconds it is one. */
const echo = 200;

export async function serveCommand(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) return helpCommand();
  const config = readConfig(readFlags(args), process.env, process.cwd());
  const logger = createLogger(config.logLevel);
  // Loaded late, so that a wrong flag is answered at once.
  const { serve } = await import("../server.ts");
  const asked = signals();
  // Whichever comes first. Whoever gets the code ends the process, whatever is still under way.
  return Promise.race([
    served(serve(config, logger), config, logger, asked.first),
    asked.first
      .then(() => setTimeout(patience))
      .then(() => atOnce("5 seconds are over")),
    asked.second.then((signal) => atOnce(`${signal} again`)),
    crashed(logger),
  ]);
}

async function served(
  starting: Promise<Running>,
  config: Config,
  logger: Logger,
  asked: Promise<NodeJS.Signals>,
): Promise<number> {
  let running: Running;
  try {
    running = await starting;
  } catch (error) {
    logger.debug({ err: error }, "the server did not start");
    console.error(startErrorText(error, config));
    return 1;
  }
  try {
    const urls = running.addresses.map(({ url }) => url);
    console.log(["koine ready", ...urls].join(" "));
    const signal = await Promise.race([asked, running.closed]);
    if (signal === undefined) {
      console.error("koine ended unasked: its log says why");
      return 1;
    }
    logger.info({ signal }, "ending");
    await running.close("the server is shutting down");
    return 0;
  } catch (error) {
    logger.fatal({ err: error }, "the server did not end well");
    return 1;
  }
}

function atOnce(reason: string): number {
  console.error(
    `${reason}: ending at once; nothing that was acknowledged is lost`,
  );
  return 1;
}

/** The first SIGTERM or SIGINT, and the next that is not an echo of it. */
function signals(): {
  readonly first: Promise<NodeJS.Signals>;
  readonly second: Promise<NodeJS.Signals>;
} {
  const first = Promise.withResolvers<NodeJS.Signals>();
  const second = Promise.withResolvers<NodeJS.Signals>();
  let cameAt: number | undefined;
  const hear = (signal: NodeJS.Signals) => {
    const now = performance.now();
    cameAt ??= now;
    first.resolve(signal);
    if (now - cameAt > echo) second.resolve(signal);
  };
  process.on("SIGTERM", hear);
  process.on("SIGINT", hear);
  return { first: first.promise, second: second.promise };
}

/** A bug that nobody caught. Going on would be guessing; ending loses nothing that was acknowledged. */
function crashed(logger: Logger): Promise<number> {
  return new Promise((resolve) => {
    const end = (error: unknown) => {
      logger.fatal({ err: error }, "a bug ends the server");
      resolve(1);
    };
    process.on("uncaughtException", end);
    process.on("unhandledRejection", end);
  });
}
