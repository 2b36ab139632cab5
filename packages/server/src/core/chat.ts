// The chat: the server's world. Holds who is in it and which rooms are open; verbs act on it.
import { Addresses } from "./addresses.ts";
import type {
  ChatNotice,
  IdentityId,
  Live,
  Person,
  PersonalNotice,
  RoomId,
} from "./entries.ts";
import type { Hashing } from "./hashing.ts";
import { Identity, type IdentityParts } from "./identity.ts";
import { newIdentityId, newRoomId, newSessionId } from "./ids.ts";
import type { Limits } from "./limits.ts";
import type { Ear } from "./line.ts";
import { NamesHeld } from "./names-held.ts";
import { foldTitle } from "./names.ts";
import { OpenRooms } from "./open-rooms.ts";
import { Pace } from "./pace.ts";
import { Session } from "./session.ts";
import type { RoomRecord, Store } from "./store.ts";
import type { Tally } from "./tally.ts";
import { tidyAfter } from "./tidy.ts";
import { World } from "./world.ts";

/** Everyone without another wish starts there. */
const LOBBY = "Free Chat";
const ANONYMOUS = "Anonymous";

const SWEEP_MS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Someone who is in the chat now. */
interface Here {
  readonly identity: Identity;
  readonly sessions: Set<Session>;
}

export interface ChatParts {
  readonly store: Store;
  readonly hashing: Hashing;
  readonly limits: Limits;
  readonly tally: Tally;
  readonly now: () => number;
  /** What lets anyone broadcast; undefined: nobody by key. */
  readonly broadcastKey?: string | undefined;
  /** Rooms that are there from the beginning, beside the lobby. */
  readonly rooms?: readonly string[];
  /** Told of what went wrong where nobody waits for an answer. */
  readonly onError: (error: unknown, doing: string) => void;
}

export class Chat {
  readonly store: Store;
  readonly hashing: Hashing;
  readonly limits: Limits;
  readonly tally: Tally;
  readonly now: () => number;
  readonly broadcastKey: string | undefined;
  readonly rooms: OpenRooms;
  readonly names: NamesHeld;
  readonly addresses: Addresses;
  readonly lobby: RoomRecord;
  /** The lobby and the rooms that are there from the beginning: they stay, whoever leaves. */
  readonly standing: ReadonlySet<RoomId>;
  /** The one identity that everyone without a name shares. */
  readonly anonymous: Person = { id: newIdentityId(), name: ANONYMOUS };
  readonly onError: ChatParts["onError"];
  readonly #world: World;
  readonly #here = new Map<IdentityId, Here>();
  /** Who was here and ended since the last sweep: the store is told together. */
  #seen = new Set<IdentityId>();
  /** Sessions whose end is under way. */
  readonly #ending = new Map<Session, Promise<void>>();
  readonly #sweeping: NodeJS.Timeout;

  private constructor(
    parts: ChatParts,
    lobby: RoomRecord,
    standing: ReadonlySet<RoomId>,
  ) {
    const { store, limits, tally, now } = parts;
    this.store = store;
    this.hashing = parts.hashing;
    this.limits = limits;
    this.tally = tally;
    this.now = now;
    this.broadcastKey = parts.broadcastKey;
    this.onError = parts.onError;
    this.lobby = lobby;
    this.standing = standing;
    this.names = new NamesHeld(store.identities);
    this.names.hold(ANONYMOUS, this.anonymous.id);
    this.addresses = new Addresses(limits);
    this.#world = new World(limits.bigRoom);
    this.rooms = new OpenRooms({
      store,
      log: store.log,
      tally,
      bigRoom: limits.bigRoom,
      now,
      nameOf: (id) => this.nameOf(id),
    });
    this.rooms.lobby = lobby.folded;
    this.#sweeping = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  /** Opens the chat on a store; makes the lobby if it is new. */
  static async open(parts: ChatParts): Promise<Chat> {
    const make = async (title: string): Promise<RoomRecord> => {
      const folded = foldTitle(title);
      const id = newRoomId();
      const room = { id, title, folded, kind: "public", most: 0 } as const;
      return (await parts.store.rooms.create({ ...room, master: undefined }))
        .room;
    };
    const lobby = await make(LOBBY);
    const standing = new Set([lobby.id]);
    for (const title of parts.rooms ?? []) standing.add((await make(title)).id);
    return new Chat(parts, lobby, standing);
  }

  /** Ends all sessions and closes all rooms; the store stays open. */
  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    for (const session of this.#sessions()) void this.end(session);
    await Promise.all(this.#ending.values());
    this.#world.close();
    this.rooms.closeAll();
    await this.#tellSeen();
  }

  /** Resolves when every verb under way has ended. */
  async settled(): Promise<void> {
    // One that ends meanwhile is refused.
    await Promise.allSettled(
      this.#sessions().map((session) =>
        session.order.alone(() => Promise.resolve()),
      ),
    );
  }

  /** The identity if it is in the chat now. */
  identity(id: IdentityId): Identity | undefined {
    return this.#here.get(id)?.identity;
  }

  /** What someone is called, here or not. @throws ChatError `unavailable` */
  async nameOf(id: IdentityId): Promise<string> {
    return (
      this.identity(id)?.name ??
      (await this.store.identities.byId(id))?.name ??
      "someone"
    );
  }

  /** The sessions of an identity; none when it is not here. */
  sessionsOf(id: IdentityId): readonly Session[] {
    return [...(this.#here.get(id)?.sessions ?? [])];
  }

  /** Who is in the chat now, in the order of coming. */
  people(): readonly Person[] {
    return [...this.#here.values()].map(({ identity: { id, name } }) => ({
      id,
      name,
    }));
  }

  /** Begins a session; the others hear who arrived. The name that a newcomer is called by must be claimed already. */
  enter(
    parts: IdentityParts,
    visitor: { readonly address: string; readonly ear: Ear | undefined },
    live?: Live,
  ): Session {
    const id = newSessionId();
    let here = this.#here.get(parts.id);
    const isFirst = here === undefined;
    if (here === undefined) {
      const identity = new Identity(parts, this.limits, this.now());
      here = { identity, sessions: new Set() };
      this.#here.set(parts.id, here);
    }
    const { identity } = here;
    const session = new Session({
      id,
      identity,
      pace:
        identity.kind === "anonymous"
          ? new Pace(this.limits, this.now())
          : identity.pace,
      address: visitor.address,
      ear: visitor.ear,
      tally: this.tally,
      onError: this.onError,
    });
    here.sessions.add(session);
    this.#world.add(session);
    this.tally.sessions++;
    if (isFirst) {
      const who = { id: identity.id, name: identity.name };
      this.announce({ ...live, kind: "arrived", who, origin: id });
    }
    return session;
  }

  /** Ends a session, behind its verbs under way; its name is free when it was the identity's last. */
  end(session: Session, live?: Live): Promise<void> {
    const known = this.#ending.get(session);
    if (known !== undefined || session.hasEnded)
      return known ?? Promise.resolve();
    const ending = session.order
      .alone(async () => {
        // The connection may live on under another name: what was said last reaches it.
        for (const { room } of session.presences.values()) await room.quiet();
        await session.changes.alone(() => this.#end(session, live));
      })
      .finally(() => this.#ending.delete(session));
    this.#ending.set(session, ending);
    return ending;
  }

  async #end(session: Session, live: Live | undefined): Promise<void> {
    const rooms = [...session.presences.keys()];
    session.end(live);
    this.#world.remove(session);
    this.tally.sessions--;
    const { identity } = session;
    const here = this.#here.get(identity.id);
    here?.sessions.delete(session);
    if (here === undefined || here.sessions.size === 0) {
      this.#here.delete(identity.id);
      if (identity.kind !== "anonymous")
        this.names.release(identity.name, identity.id);
      const who = { id: identity.id, name: identity.name };
      this.announce({ ...live, kind: "departed", who, origin: session.id });
    }
    if (identity.isPassing) await tidyAfter(this, identity, rooms);
    else this.#seen.add(identity.id);
  }

  /** Tells everyone in the chat, behind the answer to whoever caused it. */
  announce(notice: ChatNotice): void {
    this.#world.tell(notice);
  }

  /** Tells one person on all its sessions, behind the answer to whoever caused it. */
  tell(id: IdentityId, notice: PersonalNotice): void {
    setImmediate(() => {
      for (const session of this.sessionsOf(id)) session.tell(notice);
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
      .catch((error: unknown) => this.onError(error, "sweeping"));
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
      new Set([...this.rooms.ids, ...this.standing]),
    );
  }
}
