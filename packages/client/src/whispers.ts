// Direct messages to someone with whom no conversation need be open yet: kept once, as what is said in a room is.
import type { Connection } from "./connection.ts";
import { isCut, uncertain } from "./errors.ts";
import type { Identity } from "./identity.ts";
import type { Joining } from "./joining.ts";
import type { Kept } from "./pending.ts";
import { persist } from "./persist.ts";
import type { Platform } from "./platform.ts";

export interface Whispered extends Kept {
  /** The room of the conversation. */
  readonly room: string;
}

export interface WhispersOptions {
  readonly connection: Connection;
  readonly platform: Platform;
  readonly identity: Identity;
  readonly joining: Joining;
}

export class Whispers {
  readonly #options: WhispersOptions;

  constructor(options: WhispersOptions) {
    this.#options = options;
  }

  send(to: string, text: string): Promise<Whispered> {
    const { connection, platform, identity, joining } = this.#options;
    const key = platform.key();
    /** Who sent it without an answer. */
    let sentAs: string | undefined;
    return persist(connection, platform, async (link) => {
      const me = identity.me?.id;
      // Under another identity the key says nothing.
      if (sentAs !== undefined && sentAs !== me) throw uncertain();
      try {
        return await link.request("whisper", { to, text, key }, (kept) => {
          joining.know(kept.room, [kept.to]);
          return { room: kept.room, seq: kept.seq, at: kept.at };
        });
      } catch (error) {
        if (isCut(error)) sentAs = me;
        throw error;
      }
    });
  }
}
