// The life of a running server: ready, asked to end, ended, in time or not, or ended by a bug. `koine serve` runs it.
import type { EventEmitter } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Config } from "../config.ts";
import type { Logger } from "../logger.ts";
import type { Running } from "../server.ts";
import { startErrorText } from "./start-error.ts";

export interface Surroundings {
  readonly config: Config;
  readonly logger: Logger;
  /** Where signals and uncaught errors are heard: the process. */
  readonly heard: EventEmitter;
  /** Told what says that the server is ready: a line, and behind it the one with the owner's link, if there is one. */
  readonly onReady?: (text: string) => void;
  /** How long an orderly end may take, in milliseconds. */
  readonly patience?: number;
  /** Ctrl-C under npm comes twice, from the terminal and from npm; for so many milliseconds it is one. */
  readonly echo?: number;
}

/**
 * The exit code: 0 ended as asked, 1 in any other way. Whoever gets it ends the process, whatever is still under way.
 */
export function untilAsked(
  serve: () => Promise<Running>,
  surroundings: Surroundings,
): Promise<number> {
  const { heard, logger, patience = 5_000, echo = 200 } = surroundings;
  const asked = signals(heard, echo);
  return Promise.race([
    crashed(heard, logger),
    served(serve, surroundings, asked.first),
    asked.second.then((signal) => atOnce(`${signal} again`)),
    asked.first
      .then(() => setTimeout(patience))
      .then(() => atOnce(`not ended after ${patience / 1_000} seconds`)),
  ]);
}

async function served(
  serve: () => Promise<Running>,
  { config, logger, onReady }: Surroundings,
  asked: Promise<string>,
): Promise<number> {
  let running: Running;
  try {
    running = await serve();
  } catch (error) {
    logger.debug({ err: error }, "the server did not start");
    console.error(startErrorText(error, config));
    return 1;
  }
  try {
    const urls = running.addresses.map(({ url }) => url);
    const { ownerLink } = running;
    const text = [
      ["koine ready", ...urls].join(" "),
      ...(ownerLink ? [`make yourself the owner, once: ${ownerLink}`] : []),
    ].join("\n");
    console.log(text);
    onReady?.(text);
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
function signals(
  heard: EventEmitter,
  echo: number,
): { readonly first: Promise<string>; readonly second: Promise<string> } {
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  let cameAt: number | undefined;
  const hear = (signal: string) => {
    const now = performance.now();
    cameAt ??= now;
    first.resolve(signal);
    if (now - cameAt > echo) second.resolve(signal);
  };
  heard.on("SIGTERM", hear);
  heard.on("SIGINT", hear);
  return { first: first.promise, second: second.promise };
}

/** A bug that nobody caught. Going on would be guessing; ending loses nothing that was acknowledged. */
function crashed(heard: EventEmitter, logger: Logger): Promise<number> {
  return new Promise((resolve) => {
    const end = (error: unknown) => {
      logger.fatal({ err: error }, "a bug ends the server");
      resolve(1);
    };
    heard.on("uncaughtException", end);
    heard.on("unhandledRejection", end);
  });
}
