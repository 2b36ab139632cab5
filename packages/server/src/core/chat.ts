// The chat: the server's world. Holds who is in it and which rooms are open; verbs act on it.
import { Addresses } from "./addresses.ts";
import type { IdentityId } from "./entries.ts";
import { Identity } from "./identity.ts";
import { newRoomId, newSessionId } from "./ids.ts";
import type { Limits } from "./limits.ts";
import type { Ear } from "./line.ts";
import { NamesHeld } from "./names-held.ts";
import { fold } from "./names.ts";
import { OpenRooms } from "./open-rooms.ts";
import { Session } from "./session.ts";
import type { IdentityRecord, RoomRecord, Store } from "./store.ts";
import type { Tally } from "./tally.ts";

/** Everyone without another wish starts there. */
const LOBBY = "Free Chat";

const SWEEP_MS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Someone who is in the chat now. */
interface Here {
  readonly identity: Identity;
  readonly sessions: Set<Session>;
}

export interface ChatParts {
  readonly store: Store;
  readonly limits: Limits;
  readonly tally: Tally;
  readonly now: () => number;
  /** Told of what went wrong where nobody waits for an answer. */
  readonly onError: (error: unknown, doing: string) => void;
}

export class Chat {
  readonly store: Store;
  readonly limits: Limits;
  readonly tally: Tally;
  readonly now: () => number;
  readonly rooms: OpenRooms;
  readonly names = new NamesHeld();
  readonly addresses: Addresses;
  readonly lobby: RoomRecord;
  readonly #onError: ChatParts["onError"];
  readonly #here = new Map<IdentityId, Here>();
  /** Who was here and ended since the last sweep: the store is told together. */
  #seen = new Set<IdentityId>();
  readonly #sweeping: NodeJS.Timeout;

  private constructor(parts: ChatParts, lobby: RoomRecord) {
    this.store = parts.store;
    this.limits = parts.limits;
    this.tally = parts.tally;
    this.now = parts.now;
    this.#onError = parts.onError;
    this.lobby = lobby;
    this.addresses = new Addresses(parts.limits);
    this.rooms = new OpenRooms(
      parts.store,
      {
        log: parts.store.log,
        tally: parts.tally,
        bigRoom: parts.limits.bigRoom,
      },
      parts.now,
    );
    this.#sweeping = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  /** Opens the chat on a store; makes the lobby if it is new. */
  static async open(parts: ChatParts): Promise<Chat> {
    const { room } = await parts.store.rooms.create({
      id: newRoomId(),
      title: LOBBY,
      folded: fold(LOBBY),
    });
    return new Chat(parts, room);
  }

  /** Ends all sessions and closes all rooms; the store stays open. */
  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    await Promise.all(this.#sessions().map((session) => this.end(session)));
    this.rooms.closeAll();
    await this.#tellSeen();
  }

  /** Resolves when every verb under way has ended. */
  async settled(): Promise<void> {
    await Promise.all(
      this.#sessions().map((session) =>
        session.order.alone(() => Promise.resolve()),
      ),
    );
  }

  /** The identity if it is in the chat now. */
  identity(id: IdentityId): Identity | undefined {
    return this.#here.get(id)?.identity;
  }

  /** The sessions of an identity; none when it is not here. */
  sessionsOf(id: IdentityId): readonly Session[] {
    return [...(this.#here.get(id)?.sessions ?? [])];
  }

  /** Begins a session. The name that a newcomer is called by must be claimed already. */
  enter(
    record: IdentityRecord,
    name: string,
    address: string,
    ear: Ear | undefined,
  ): Session {
    let here = this.#here.get(record.id);
    if (here === undefined) {
      const { id, kind } = record;
      const identity = new Identity(id, kind, name, this.limits, this.now());
      here = { identity, sessions: new Set() };
      this.#here.set(id, here);
    }
    const session = new Session(
      newSessionId(),
      here.identity,
      address,
      ear,
      this.tally,
      this.#onError,
    );
    here.sessions.add(session);
    this.tally.sessions++;
    return session;
  }

  /** Ends a session, behind its verbs under way; its name is free when it was the identity's last. */
  async end(session: Session): Promise<void> {
    await session.order.alone(async () => {
      if (session.hasEnded) return;
      session.end();
      this.tally.sessions--;
      const { identity } = session;
      const sessions = this.#here.get(identity.id)?.sessions;
      sessions?.delete(session);
      this.#seen.add(identity.id);
      if (sessions !== undefined && sessions.size > 0) return;
      this.#here.delete(identity.id);
      this.names.release(identity.name, identity.id);
    });
  }

  #sessions(): Session[] {
    return [...this.#here.values()].flatMap(({ sessions }) => [...sessions]);
  }

  #sweep(): void {
    this.rooms.closeIdle();
    this.addresses.sweep(this.now());
    void this.#tellSeen()
      .then(() => this.#forgetGuests())
      .catch((error: unknown) => this.#onError(error, "sweeping"));
  }

  async #tellSeen(): Promise<void> {
    if (this.#seen.size === 0) return;
    const seen = this.#seen;
    this.#seen = new Set();
    await this.store.identities.seen([...seen], this.now());
  }

  /** Guests without entries are forgotten after a day, others after 90. */
  async #forgetGuests(): Promise<void> {
    const now = this.now();
    await this.store.identities.forgetGuests(
      now - DAY_MS,
      now - 90 * DAY_MS,
      new Set(this.#here.keys()),
      new Set([...this.rooms.ids, this.lobby.id]),
    );
  }
}
