// The client: the one object an app holds. It connects, keeps itself connected, and shows what is in the rooms.
import type {
  EntryEvent,
  Event,
  Params,
  Result,
  VerbName,
} from "@koine/protocol";
import { closed, Connection } from "./connection.ts";
import { KoineError } from "./errors.ts";
import type { Link } from "./link.ts";
import { Outbox, type Kept } from "./outbox.ts";
import { defaultPlatform, type Platform } from "./platform.ts";
import { Room } from "./room.ts";
import type { ClientState, Lobby, Me, RoomState } from "./state.ts";
import { memoryStore, type Saved, type Store } from "./store.ts";

export interface ClientOptions {
  /** The server's address (`http://127.0.0.1:8080`, `https://…`) or that of its WebSocket (`ws://…/ws`). */
  readonly url: string;
  /** The name to be known by; not needed when the store or `token` knows someone. */
  readonly name?: string;
  /** The token of an earlier hello, where there is no store that has it. */
  readonly token?: string;
  /** Default: in memory. */
  readonly store?: Store;
  /** Parts of the platform to replace. */
  readonly platform?: Partial<Platform>;
  /** Bounds to change. */
  readonly bounds?: Partial<Bounds>;
}

/** Every bound and time of the client. Times are milliseconds. */
export interface Bounds {
  /** Entries kept of a room, and how many of the newest a first join asks for (at most 200). */
  readonly entries: number;
  readonly firstEntries: number;
  /** Pending messages of all rooms. */
  readonly pending: number;
  /** The first wait before connecting again, doubled each time up to the longest. */
  readonly firstWait: number;
  readonly longestWait: number;
}

const DEFAULTS: Bounds = {
  entries: 2_000,
  firstEntries: 50,
  pending: 1_000,
  firstWait: 500,
  longestWait: 30_000,
};

/** Refusals after which the same is asked again. */
const PASSING = new Set<string>([
  "cut",
  "offline",
  "rate_limited",
  "unavailable",
]);
const RETRY_MS = 1_000;
/** Members asked for at once. */
const MEMBERS = 200;
/** The same bounds as the server's: what is longer need not be sent to be refused. */
const TEXT_CODE_POINTS = 4_000;

/** The result of a `say`. */
export interface Saying {
  readonly key: string;
  /**
   * Resolves when the server keeps it, after however many cuts; rejects with a KoineError when it is refused for good or
   * discarded. May be ignored: the room's `pending` tells the same.
   */
  readonly kept: Promise<Kept>;
}

export type { Kept } from "./outbox.ts";

export class Client {
  readonly #options: ClientOptions;
  readonly #bounds: Bounds;
  readonly #platform: Platform;
  readonly #store: Store;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  readonly #rooms = new Map<string, Room>();
  readonly #listeners = new Set<(state: ClientState) => void>();
  readonly #hearers = new Set<(entry: EntryEvent) => void>();
  #me: Me | undefined;
  #token: string | undefined;
  /** The name to say hello with, where there is no token or another name is wanted. */
  #wish: string | undefined;
  #lobby: Lobby | undefined;
  #loading: Promise<void> | undefined;
  #state: ClientState | undefined;
  #isNotifying = false;
  #mustSave = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#bounds = { ...DEFAULTS, ...options.bounds };
    this.#platform = { ...defaultPlatform(), ...options.platform };
    this.#store = options.store ?? memoryStore();
    this.#token = options.token;
    this.#wish = options.name;
    this.#connection = new Connection({
      url: webSocketUrl(options.url),
      platform: this.#platform,
      firstWait: this.#bounds.firstWait,
      longestWait: this.#bounds.longestWait,
      enter: (link) => this.#enter(link),
      onOnline: (link, hello) => this.#online(link, hello),
      onEvent: (event) => this.#receive(event),
      onState: () => this.#changed(),
    });
    this.#outbox = new Outbox({
      most: this.#bounds.pending,
      platform: this.#platform,
      send: (room, text, key) => this.#send(room, text, key),
      cursor: (room) => this.#rooms.get(room)?.cursor ?? 0,
      me: () => this.#me?.id,
      onChange: (id) => {
        const room = this.#rooms.get(id);
        if (room !== undefined) room.pending = this.#outbox.pending(id);
        room?.touch();
        this.#changed(true);
      },
    });
  }

  /** The present snapshot. */
  get state(): ClientState {
    this.#state ??= {
      connection: this.#connection.state,
      me: this.#me,
      lobby: this.#lobby,
      rooms: new Map([...this.#rooms].map(([id, room]) => [id, room.state])),
    };
    return this.#state;
  }

  /** Calls `listener` after changes, at most once a microtask. Returns what ends it. */
  subscribe(listener: (state: ClientState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `each` with every entry that comes after a room was joined: in order, once, over any number of cuts. */
  hear(each: (entry: EntryEvent) => void): () => void {
    this.#hearers.add(each);
    return () => this.#hearers.delete(each);
  }

  /**
   * Connects and stays connected, as the one the store knows, else as a new guest called `name`. Resolves when online
   * for the first time, rejects when refused; may be ignored, `state.connection` tells the same. Called again: with a
   * `name` after a refusal tries that one, while waiting tries at once.
   */
  start(as?: { readonly name?: string }): Promise<Me> {
    const started = this.#start(as?.name);
    started.catch(() => undefined);
    return started;
  }

  async #start(name: string | undefined): Promise<Me> {
    this.#loading ??= this.#load();
    await this.#loading;
    if (name !== undefined) this.#wish = name;
    this.#connection.open();
    await this.#connection.online();
    if (this.#me === undefined) throw closed();
    return this.#me;
  }

  /** Ends the connection. Unsent messages stay in the store and are sent after the next `start`. */
  close(): void {
    this.#connection.close();
    for (const room of this.#rooms.values()) this.#away(room);
  }

  /** Closes, and forgets who this client was, its rooms and its unsent messages. */
  async forget(): Promise<void> {
    this.close();
    for (const id of this.#rooms.keys()) this.#outbox.drop(id);
    this.#rooms.clear();
    this.#me = this.#token = this.#wish = undefined;
    this.#changed();
    await this.#store.save({ rooms: [], unsent: [] });
  }

  /** One request, sent now. Rejects with `offline` when there is no connection and with `cut` when it went. */
  call<V extends VerbName>(verb: V, params: Params<V>): Promise<Result<V>> {
    const link = this.#connection.live;
    if (link !== undefined) return link.request(verb, params);
    return Promise.reject(
      new KoineError(
        "offline",
        "There is no connection now. Try again when it is back.",
      ),
    );
  }

  // The following wait for the connection, and are asked again after a cut.

  /** Enters a room, by id or title, and stays in it over cuts. */
  async join(room: string): Promise<RoomState> {
    const known = this.#find(room);
    if (known?.presence.is === "here") return known.state;
    return this.#persist(async (link) => {
      const asked = this.#find(room);
      if (asked?.presence.is === "here") return asked.state;
      let joined: Room | undefined;
      await link.request(
        "join",
        { room, last: this.#bounds.firstEntries },
        (result) => {
          joined = this.#joined(result, false);
        },
      );
      return (joined ?? this.#mustFind(room)).state;
    });
  }

  /** Leaves a room and drops it from the state, with what is pending in it. */
  async leave(room: string): Promise<void> {
    const known = this.#find(room);
    const id = known?.id ?? room;
    if (known !== undefined) this.#drop(known);
    await this.#persist(async (link) => {
      try {
        await link.request("leave", { room: id });
      } catch (error) {
        const isGone =
          error instanceof KoineError &&
          (error.code === "not_member" || error.code === "no_such_room");
        if (!isGone || known === undefined) throw error;
      }
    });
  }

  /** A page of any room's log. For a room in the state, `loadOlder` is simpler. */
  history(params: Params<"history">): Promise<Result<"history">> {
    return this.#persist((link) => link.request("history", params));
  }

  /** A page of the public rooms. */
  rooms(params: Params<"rooms"> = {}): Promise<Result<"rooms">> {
    return this.#persist((link) => link.request("rooms", params));
  }

  /** A page of who is in a room. For a room in the state, `loadMembers` is simpler. */
  members(params: Params<"members">): Promise<Result<"members">> {
    return this.#persist((link) => link.request("members", params));
  }

  async rename(name: string): Promise<Me> {
    const renamed = await this.#persist((link) =>
      link.request("rename", { name }),
    );
    this.#me = { id: this.#me?.id ?? "", name: renamed.name };
    this.#changed(true);
    return this.#me;
  }

  // Rooms of the state, by id or title.

  room(room: string): RoomState | undefined {
    return this.#find(room)?.state;
  }

  /**
   * Says something in a room of the state. It is pending at once, goes out as soon as it can, in order, and is kept
   * exactly once. Throws a KoineError: `not_member`, `bad_request` (empty), `too_large`, `outbox_full`.
   */
  say(room: string, text: string): Saying {
    const { id } = this.#mustFind(room);
    if (text.trim() === "")
      throw new KoineError("bad_request", "The text is blank. Say something.");
    if (text.length > TEXT_CODE_POINTS && [...text].length > TEXT_CODE_POINTS) {
      throw new KoineError(
        "too_large",
        `A message has at most ${TEXT_CODE_POINTS} characters. Send it in parts.`,
      );
    }
    return this.#outbox.add(id, text, this.#platform.key());
  }

  /** Sends a failed message again, after all that is pending in its room. */
  retry(key: string): Saying {
    return this.#outbox.retry(key);
  }

  /** Drops a message that waits or has failed. False when it is gone already or may have been kept. */
  discard(key: string): boolean {
    return this.#outbox.discard(key);
  }

  /** Everything in the room has been looked at: `unread` is 0 again. */
  seen(room: string): void {
    this.#mustFind(room).see();
    this.#changed();
  }

  /** Puts a page of older entries before those in the state. How many. Calls made meanwhile share the answer. */
  loadOlder(room: string, limit = 100): Promise<number> {
    const known = this.#mustFind(room);
    known.loading ??= this.#loadOlder(known, limit).finally(() => {
      known.loading = undefined;
    });
    return known.loading;
  }

  async #loadOlder(room: Room, limit: number): Promise<number> {
    if (!room.state.hasOlder) return 0;
    const { epoch } = room;
    const before = room.oldest;
    const page = await this.history({ room: room.id, before, limit });
    // The list may have started over, or been cut, meanwhile.
    if (page.epoch !== epoch || room.oldest !== before) return 0;
    const loaded = room.prepend(page);
    this.#changed();
    return loaded;
  }

  /** Asks afresh who is in the room. */
  async loadMembers(room: string): Promise<void> {
    const known = this.#mustFind(room);
    const page = await this.members({ room: known.id, limit: MEMBERS });
    known.people.set(page.members, page.count);
    known.touch();
    this.#changed();
  }

  // --- who one is ---

  async #load(): Promise<void> {
    const saved = await this.#store.load();
    if (saved === undefined) return;
    if (saved.me !== undefined) {
      this.#me ??= { id: saved.me.id, name: saved.me.name };
      this.#token ??= saved.me.token;
    }
    for (const { id, title } of saved.rooms)
      this.#rooms.set(id, new Room(id, title, this.#bounds.entries));
    this.#outbox.restore(saved.unsent);
    this.#changed();
  }

  async #enter(link: Link): Promise<Result<"hello">> {
    const token = this.#token;
    // A wish that is what one is called already is none: it must not keep a suffixed guest out.
    const wish =
      this.#wish !== undefined && this.#wish !== this.#me?.name
        ? { name: this.#wish }
        : {};
    if (token !== undefined) {
      try {
        return await link.request("hello", { token, ...wish });
      } catch (error) {
        const name = this.#wish ?? this.#me?.name;
        if (
          !(error instanceof KoineError) ||
          error.code !== "bad_token" ||
          name === undefined
        )
          throw error;
        this.#token = undefined;
        return link.request("hello", { name });
      }
    }
    const name = this.#wish ?? this.#me?.name;
    if (name === undefined)
      throw new KoineError("bad_name", "Choose a name first.");
    return link.request("hello", { name });
  }

  #online(link: Link, hello: Result<"hello">): void {
    this.#token = hello.token ?? this.#token;
    if (this.#me !== undefined && this.#me.id !== hello.id)
      this.#outbox.disown(hello.id);
    this.#me = { id: hello.id, name: hello.name };
    this.#wish = undefined;
    this.#lobby = hello.lobby;
    this.#changed(true);
    for (const room of [...this.#rooms.values()]) void this.#rejoin(room, link);
  }

  // --- rooms ---

  #joined(
    result: Result<"join">,
    isResumed: boolean,
    known = this.#rooms.get(result.room),
  ): Room {
    const room =
      known ?? new Room(result.room, result.title, this.#bounds.entries);
    if (room.id !== result.room) {
      // A room that went and was made again: the same to a person, another to the server.
      this.#rooms.delete(room.id);
      this.#outbox.move(room.id, result.room);
    }
    const me = this.#me?.id ?? "";
    room.joined(result, isResumed, me);
    this.#rooms.set(room.id, room);
    room.pending = this.#outbox.pending(room.id);
    for (const entry of result.entries ?? []) this.#settle(entry, me);
    this.#changed(true);
    this.#outbox.pump(room.id);
    void this.loadMembers(room.id).catch(() => undefined);
    return room;
  }

  /** After a cut: goes on where it was, or starts over where that cannot be. */
  async #rejoin(room: Room, link: Link): Promise<void> {
    this.#away(room);
    try {
      await this.#resume(room, link);
    } catch (error) {
      if (!(error instanceof KoineError) || this.#rooms.get(room.id) !== room)
        return;
      if (error.code === "cut") return;
      if (PASSING.has(error.code))
        return this.#later(() => void this.#rejoin(room, link), link);
      room.presence = { is: "refused", error };
      room.touch();
      this.#changed();
    }
  }

  async #resume(room: Room, link: Link): Promise<void> {
    const { epoch, cursor } = room;
    const goOn = (result: Result<"join">): void =>
      void this.#joined(result, true, room);
    const startOver = (result: Result<"join">): void =>
      void this.#joined(result, false, room);
    const last = this.#bounds.firstEntries;
    try {
      if (epoch === "")
        await link.request("join", { room: room.id, last }, startOver);
      else
        await link.request(
          "join",
          { room: room.id, since: { epoch, seq: cursor } },
          goOn,
        );
    } catch (error) {
      if (!(error instanceof KoineError)) throw error;
      if (error.code === "reset")
        await link.request("join", { room: room.id, last }, startOver);
      else if (error.code === "no_such_room")
        await link.request("join", { room: room.title, last }, startOver);
      else throw error;
    }
  }

  #away(room: Room): void {
    room.presence = { is: "joining" };
    room.touch();
    this.#changed();
  }

  #drop(room: Room): void {
    this.#outbox.drop(room.id);
    this.#rooms.delete(room.id);
    this.#changed(true);
  }

  // --- what comes ---

  #receive(event: Event): void {
    if (event.ev === "closing") return;
    const room = this.#rooms.get(event.room);
    if (room === undefined) return;
    if (event.ev === "said") return this.#said(room, event);
    if (event.ev === "renamed" && event.id === this.#me?.id) {
      this.#me = { id: event.id, name: event.name };
      this.#mustSave = true;
    }
    if (room.people.apply(event))
      void this.loadMembers(room.id).catch(() => undefined);
    room.touch();
    this.#changed();
  }

  #said(room: Room, entry: EntryEvent): void {
    // Until the join is answered, what comes is of the presence before.
    if (room.presence.is !== "here") return;
    const me = this.#me?.id ?? "";
    const applied = room.apply(entry, me);
    if (applied === "hole") {
      this.#platform.warn(
        "The server left a hole; the room starts over.",
        entry,
      );
      const link = this.#connection.live;
      room.epoch = room.epoch === "" ? "" : `${room.epoch}?`;
      if (link !== undefined) void this.#rejoin(room, link);
      return;
    }
    if (applied === "known") return;
    this.#settle(entry, me);
    this.#outbox.caughtUp(room.id, room.cursor);
    this.#changed();
    for (const hear of this.#hearers) hear(entry);
  }

  /** An entry of one's own ends its pending message. */
  #settle({ room, by, key, seq, at }: EntryEvent, me: string): void {
    if (by === me && key !== undefined)
      this.#outbox.arrived(room, key, { seq, at });
  }

  // --- what goes ---

  #send(id: string, text: string, key: string): Promise<Kept> | undefined {
    const link = this.#connection.live;
    if (link === undefined || this.#rooms.get(id)?.presence.is !== "here")
      return undefined;
    return link.request("say", { room: id, text, key });
  }

  /** Asks until it is answered or refused for good. */
  async #persist<T>(ask: (link: Link) => Promise<T>): Promise<T> {
    for (;;) {
      const link = await this.#connection.online();
      try {
        return await ask(link);
      } catch (error) {
        if (!(error instanceof KoineError) || !PASSING.has(error.code))
          throw error;
        if (error.code !== "cut")
          await new Promise<void>((resolve) =>
            this.#platform.after(RETRY_MS, resolve),
          );
      }
    }
  }

  /** After a while, if the connection is still the same. */
  #later(run: () => void, link: Link): void {
    this.#platform.after(RETRY_MS, () => {
      if (this.#connection.live === link) run();
    });
  }

  #find(ref: string): Room | undefined {
    const byId = this.#rooms.get(ref);
    if (byId !== undefined) return byId;
    for (const room of this.#rooms.values())
      if (room.title.toLowerCase() === ref.toLowerCase()) return room;
    return undefined;
  }

  #mustFind(ref: string): Room {
    const room = this.#find(ref);
    if (room === undefined)
      throw new KoineError("not_member", `Join "${ref}" first.`);
    return room;
  }

  // --- telling ---

  #changed(mustSave = false): void {
    this.#state = undefined;
    this.#mustSave ||= mustSave;
    if (this.#isNotifying) return;
    this.#isNotifying = true;
    queueMicrotask(() => {
      this.#isNotifying = false;
      if (this.#mustSave) void this.#save();
      for (const listener of this.#listeners) listener(this.state);
    });
  }

  async #save(): Promise<void> {
    this.#mustSave = false;
    const token = this.#token === undefined ? {} : { token: this.#token };
    const saved: Saved = {
      ...(this.#me === undefined ? {} : { me: { ...this.#me, ...token } }),
      rooms: [...this.#rooms.values()].map(({ id, title }) => ({ id, title })),
      unsent: this.#outbox.unsent,
    };
    try {
      await this.#store.save(saved);
    } catch (cause) {
      this.#platform.warn("The client could not remember its state.", cause);
    }
  }
}

declare function queueMicrotask(run: () => void): void;

function webSocketUrl(url: string): string {
  const withScheme = url.replace(/^http(s?):/, "ws$1:");
  return /\/ws$/.test(withScheme)
    ? withScheme
    : `${withScheme.replace(/\/+$/, "")}/ws`;
}
