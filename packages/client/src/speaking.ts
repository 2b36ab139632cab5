// What one says in a room of the state and does to its messages, looked at before it goes to the outbox.
import { goneMessage } from "./errors.ts";
import type { Outbox, Saying } from "./outbox.ts";
import type { Platform } from "./platform.ts";
import type { Rooms } from "./rooms.ts";
import type { Act } from "./store.ts";
import { mustBeSayable } from "./texts.ts";

export interface SpeakingOptions {
  readonly platform: Platform;
  readonly rooms: Rooms;
  readonly outbox: Outbox;
}

export class Speaking {
  readonly #options: SpeakingOptions;

  constructor(options: SpeakingOptions) {
    this.#options = options;
  }

  say(ref: string, text: string, reply: number | undefined): Saying {
    return reply === undefined
      ? this.#add(ref, { do: "say", text })
      : this.#about(ref, { do: "say", text, reply }, reply);
  }

  change(ref: string, act: Exclude<Act, { do: "say" }>): Saying {
    return this.#about(ref, act, act.seq);
  }

  retry(key: string): Saying {
    const { rooms, outbox } = this.#options;
    rooms.mustSpeakIn(outbox.failed(key).room);
    return outbox.retry(key);
  }

  #about(ref: string, act: Act, of: number): Saying {
    const { log } = this.#options.rooms.mustFind(ref);
    // Without the log, nobody knows which message it is.
    if (log.epoch === "" || log.find(of)?.gone) throw goneMessage();
    return this.#add(ref, { ...act, epoch: log.epoch });
  }

  #add(ref: string, act: Act): Saying {
    const { platform, rooms, outbox } = this.#options;
    const { id } = rooms.mustSpeakIn(ref);
    if ("text" in act) mustBeSayable(act.text);
    return outbox.add(id, act, platform.key());
  }
}
