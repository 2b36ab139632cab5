// What is looked after from time to time: what is idle is closed, what has expired ends, and whoever has not come for long
// is forgotten.
import type { Addresses } from "./pace/addresses.ts";
import type { IdentityId, RoomId } from "./entries.ts";
import type { PutOutEnding } from "./endings.ts";
import type { House } from "./house/house.ts";
import type { OpenRooms } from "./room/open-rooms.ts";
import type { PeopleHere } from "./people/people-here.ts";
import type { Session } from "./session.ts";
import type { Store } from "./ports/store.ts";

const SWEEP_MS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** The part of the chat that is needed here. */
export interface SweptChat {
  readonly store: Store;
  readonly now: () => number;
  readonly rooms: OpenRooms;
  readonly standing: ReadonlySet<RoomId>;
  readonly addresses: Addresses;
  readonly house: House;
  readonly here: PeopleHere;
  dismiss(session: Session, why: PutOutEnding, reason: string): void;
  onError(error: unknown, doing: string): void;
}

export class Sweeping {
  readonly #chat: SweptChat;
  /** Who was here and ended since the last time: the store is told together. */
  #seen = new Set<IdentityId>();
  readonly #timer: NodeJS.Timeout;

  constructor(chat: SweptChat) {
    this.#chat = chat;
    this.#timer = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  seen(id: IdentityId): void {
    this.#seen.add(id);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async tellSeen(): Promise<void> {
    if (this.#seen.size === 0) return;
    const seen = this.#seen;
    this.#seen = new Set();
    const { store, now } = this.#chat;
    await store.identities.seen([...seen], now());
  }

  #sweep(): void {
    const { rooms, addresses, house, now } = this.#chat;
    rooms.closeIdle();
    addresses.sweep(now());
    this.#chat.here.sweep(now());
    this.#endExpired();
    void this.tellSeen()
      .then(() => house.sweep())
      .then(() => this.#forgetGuests())
      .catch((error: unknown) => this.#chat.onError(error, "sweeping"));
  }

  #endExpired(): void {
    const now = this.#chat.now();
    for (const session of this.#chat.here.sessions())
      if ((session.credential?.until ?? Infinity) <= now)
        this.#chat.dismiss(
          session,
          "revoked",
          "The token has expired. Make another.",
        );
  }

  /** Guests without entries are forgotten after a day, others after 90. */
  async #forgetGuests(): Promise<void> {
    const { store, now, here, rooms, standing } = this.#chat;
    await store.identities.forgetGuests(
      now() - DAY_MS,
      now() - 90 * DAY_MS,
      here.ids,
      new Set([...rooms.ids, ...standing]),
    );
  }
}
