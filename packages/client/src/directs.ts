// Finds one's direct conversations: those of before on a new device, and those begun while it was cut off.
import type { Connection } from "./connection.ts";
import { isCut, isPassing } from "./errors.ts";
import type { Joining } from "./joining.ts";
import type { Link } from "./link.ts";
import { pause } from "./persist.ts";
import type { Platform } from "./platform.ts";

/** So many of those begun last are joined. The others are not in the state until someone writes there. */
const MOST = 50;

export interface DirectsOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly joining: Joining;
  readonly me: () => string;
}

export class Directs {
  readonly #options: DirectsOptions;
  /** Who was answered last: what he did not have since then is news. */
  #answered: string | undefined;

  constructor(options: DirectsOptions) {
    this.#options = options;
  }

  /** Online. Who has just come to the server has none. */
  ask(link: Link, isNewcomer: boolean): void {
    if (isNewcomer) this.#answered = this.#options.me();
    else void this.#ask(link);
  }

  async #ask(link: Link): Promise<void> {
    const { connection, platform } = this.#options;
    // After a cut it is asked for anew.
    while (connection.live === link) {
      try {
        return await link.request("directs", {}, ({ directs }) =>
          this.#found(directs.slice(0, MOST), link),
        );
      } catch (error) {
        if (isCut(error) || !isPassing(error)) return;
        await pause(platform);
      }
    }
  }

  #found(directs: Parameters<Joining["found"]>[0], link: Link): void {
    const me = this.#options.me();
    this.#options.joining.found(directs, link, this.#answered === me);
    this.#answered = me;
  }
}
