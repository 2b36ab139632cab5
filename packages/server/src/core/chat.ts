// The chat: the server's world. Holds who is in it and which rooms are open; verbs act on it.
import { refreshActivity } from "./people/activity.ts";
import { Addresses } from "./pace/addresses.ts";
import type { ChatNotice, PersonalNotice } from "./notices.ts";
import type { IdentityId, Live, Person, RoomId } from "./entries.ts";
import type { PutOutEnding } from "./endings.ts";
import { openFirstRooms, type FirstRooms } from "./room/first-rooms.ts";
import type { Hashing } from "./ports/hashing.ts";
import { House, type Act } from "./house/house.ts";
import type { Identity, IdentityParts } from "./identity.ts";
import { newIdentityId, newSessionId } from "./ids.ts";
import type { Limits } from "./limits.ts";
import { Marks } from "./room/marks.ts";
import { NamesHeld } from "./people/names-held.ts";
import { OpenRooms } from "./room/open-rooms.ts";
import { Pace } from "./pace/pace.ts";
import { PeopleHere } from "./people/people-here.ts";
import type { Sanctions } from "./house/sanctions.ts";
import { Session } from "./session.ts";
import { markHeard } from "./room/read-marks.ts";
import type { RoomRecord } from "./ports/room-store.ts";
import type { Store } from "./ports/store.ts";
import { Sweeping } from "./sweeping.ts";
import type { Tally } from "./tally.ts";
import { tidyAfter } from "./tidy.ts";
import type { Visitor } from "./visitor.ts";
import { World, type IsFor } from "./world.ts";

const ANONYMOUS = "Anonymous";

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
  /** How far people have read, and the store does not know yet. */
  readonly marks: Marks;
  readonly names: NamesHeld;
  readonly addresses: Addresses;
  /** Who is let in, and who keeps order. */
  readonly house: House;
  readonly lobby: RoomRecord;
  /** The lobby and the rooms that are there from the beginning: they stay, whoever leaves. */
  readonly standing: ReadonlySet<RoomId>;
  /** The one identity that everyone without a name shares. */
  readonly anonymous: Person = { id: newIdentityId(), name: ANONYMOUS };
  readonly onError: ChatParts["onError"];
  readonly #world: World;
  /** Who is here now; changed by `enter` and `end`. */
  readonly here: PeopleHere;
  /** Sessions whose end is under way. */
  readonly #ending = new Map<Session, Promise<void>>();
  readonly #sweeping: Sweeping;

  private constructor(
    parts: ChatParts,
    house: House,
    { lobby, standing }: FirstRooms,
  ) {
    const { store, limits, tally, now } = parts;
    this.store = store;
    this.hashing = parts.hashing;
    this.limits = limits;
    this.tally = tally;
    this.now = now;
    this.broadcastKey = parts.broadcastKey;
    this.onError = parts.onError;
    this.house = house;
    this.lobby = lobby;
    this.standing = standing;
    this.marks = new Marks(store.rooms, parts.onError);
    this.names = new NamesHeld(store.identities);
    this.names.hold(ANONYMOUS, this.anonymous.id);
    this.addresses = new Addresses(limits);
    this.here = new PeopleHere(limits);
    this.#world = new World(limits.bigRoom);
    this.rooms = new OpenRooms({
      store,
      log: store.log,
      tally,
      bigRoom: limits.bigRoom,
      now,
      nameOf: (id) => this.nameOf(id),
      roomsIn: (id) => this.roomsIn(id),
    });
    this.rooms.lobby = lobby.folded;
    this.#sweeping = new Sweeping(this);
  }

  /** Opens the chat on a store; makes the lobby if it is new. */
  static async open(parts: ChatParts): Promise<Chat> {
    const house = await House.open(parts.store, parts.now);
    const rooms = await openFirstRooms(parts.store.rooms, parts.rooms ?? []);
    return new Chat(parts, house, rooms);
  }

  get sanctions(): Sanctions {
    return this.house.sanctions;
  }

  /** The one-time secret that makes an account the owner, while there is none. */
  get ownerLink(): string | undefined {
    return this.house.ownerLink;
  }

  /** See `House.audit`. @throws ChatError `unavailable` */
  audit(act: Act): Promise<void> {
    return this.house.audit(act);
  }

  /** Ends all sessions and closes all rooms; the store stays open. */
  async close(): Promise<void> {
    this.#sweeping.stop();
    for (const session of this.here.sessions()) void this.end(session);
    await Promise.all(this.#ending.values());
    this.#world.close();
    this.rooms.closeAll();
    await this.marks.close();
    await this.#sweeping.tellSeen();
  }

  /** Resolves when every verb under way has ended. */
  async settled(): Promise<void> {
    // One that ends meanwhile is refused.
    await Promise.allSettled(
      this.here
        .sessions()
        .map((session) => session.order.alone(() => Promise.resolve())),
    );
  }

  /** The identity if it is in the chat now. */
  identity(id: IdentityId): Identity | undefined {
    return this.here.identity(id);
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
    return this.here.sessionsOf(id);
  }

  /** The rooms that an identity is in now, at any of its sessions; one may come several times. */
  roomsIn(id: IdentityId): readonly RoomId[] {
    return this.sessionsOf(id).flatMap(({ presences }) => [
      ...presences.keys(),
    ]);
  }

  /** Who is in the chat now, in the order of coming. */
  people(): readonly Person[] {
    return this.here.people();
  }

  /**
   * Begins a session; the others hear who arrived. The name that a newcomer is called by must be claimed already; it is
   * let go when he is refused. @throws ChatError `banned`, `locked`
   */
  enter(parts: IdentityParts, visitor: Visitor, live?: Live): Session {
    try {
      this.house.mustCome(this.identity(parts.id) ?? parts, visitor.address);
    } catch (error) {
      if (parts.kind !== "anonymous" && !this.identity(parts.id))
        this.names.release(parts.name, parts.id);
      throw error;
    }
    const id = newSessionId();
    const isFirst = this.identity(parts.id) === undefined;
    const identity = this.here.come(parts, this.now());
    const session = new Session({
      id,
      identity,
      pace:
        identity.kind === "anonymous"
          ? new Pace(this.limits, this.now())
          : identity.pace,
      address: visitor.address,
      ear: visitor.ear,
      door: visitor.door ?? "",
      at: this.now(),
      tally: this.tally,
      onError: this.onError,
      onPast: (past, presence) => markHeard(this, past, presence),
      muteOf: (one) => this.sanctions.muteOf(one),
    });
    this.here.add(session);
    this.#world.add(session);
    this.tally.sessions++;
    if (isFirst) {
      const who = { id: identity.id, name: identity.name };
      this.announce({ ...live, kind: "arrived", who, origin: id });
    }
    refreshActivity(this, identity);
    return session;
  }

  /** Ends a session, behind its verbs under way; its name is free when it was the identity's last. */
  end(session: Session, live?: Live): Promise<void> {
    const known = this.#ending.get(session);
    if (known !== undefined || session.hasEnded)
      return known ?? Promise.resolve();
    const ending = session.order
      .last(async () => {
        // The connection may live on under another name: what was said last reaches it.
        for (const { room } of session.presences.values()) await room.quiet();
        await session.changes.alone(() => this.#end(session, live));
      })
      .finally(() => this.#ending.delete(session));
    this.#ending.set(session, ending);
    return ending;
  }

  /**
   * Ends someone's session at once, and tells its client why: what has not begun is refused, and its connection ends, at
   * whatever door it is.
   */
  dismiss(session: Session, why: PutOutEnding, reason: string): void {
    if (session.isOver) return;
    session.order.end();
    try {
      session.ear?.close?.(reason, why);
    } catch (error) {
      this.onError(error, "closing a connection");
    }
    void this.end(session).catch((error: unknown) =>
      this.onError(error, "ending a session"),
    );
  }

  async #end(session: Session, live: Live | undefined): Promise<void> {
    const rooms = [...session.presences.keys()];
    session.end(live);
    this.#world.remove(session);
    this.tally.sessions--;
    const { identity } = session;
    if (this.here.remove(session, this.now())) {
      if (identity.kind !== "anonymous")
        this.names.release(identity.name, identity.id);
      const who = { id: identity.id, name: identity.name };
      this.announce({ ...live, kind: "departed", who, origin: session.id });
    }
    refreshActivity(this, identity);
    if (identity.isPassing) await tidyAfter(this, identity, rooms);
    else this.#sweeping.seen(identity.id);
  }

  /** Tells everyone in the chat, or those whom it is for, behind the answer to whoever caused it. */
  announce(notice: ChatNotice, isFor?: IsFor): void {
    this.#world.tell(notice, isFor);
  }

  /** Tells one person on all its sessions but `except`, behind the answer to whoever caused it. */
  tell(id: IdentityId, notice: PersonalNotice, except?: Session): void {
    setImmediate(() => {
      for (const session of this.sessionsOf(id))
        if (session !== except) session.tell(notice);
    });
  }

  /** Those of everyone who is here. */
  sessions(): readonly Session[] {
    return this.here.sessions();
  }
}
