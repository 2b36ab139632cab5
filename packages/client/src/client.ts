// The client: the one object an app holds. It tells what changes, and hands the calls to its parts.
import type { Event, Params, Result, VerbName } from "@koine/protocol";
import { offline } from "./errors.ts";
import { Life } from "./life.ts";
import type { Link } from "./link.ts";
import type { Notice } from "./notices.ts";
import type { ClientOptions } from "./options.ts";
import type { Saying } from "./outbox.ts";
import { makeParts, type Parts } from "./parts.ts";
import { persist } from "./persist.ts";
import { defaultPlatform, type Platform } from "./platform.ts";
import { Saver } from "./saver.ts";
import { Snapshot } from "./snapshot.ts";
import type { ClientState, Me, Message, RoomState } from "./state.ts";
import { memoryStore } from "./store.ts";
import { mustBeSayable } from "./texts.ts";
import type { Whispered } from "./whispers.ts";

export class Client {
  readonly #platform: Platform;
  readonly #parts: Parts;
  readonly #life: Life;
  readonly #snapshot: Snapshot<ClientState>;

  constructor(options: ClientOptions) {
    const platform = { ...defaultPlatform(), ...options.platform };
    const store = options.store ?? memoryStore();
    const onChange = (): void => this.#snapshot.changed();
    const onKeep = (): void => {
      saver.soon();
      onChange();
    };
    const parts = makeParts(options, platform, { onChange, onKeep });
    const { connection, identity, mutes, notices, outbox, rooms } = parts;
    this.#platform = platform;
    this.#parts = parts;
    this.#snapshot = new Snapshot(platform, () => ({
      connection: connection.state,
      me: identity.me,
      lobby: identity.lobby,
      muted: mutes.everywhere,
      rooms: rooms.state,
      notices: notices.all,
    }));
    const saver = new Saver(store, platform, () => ({
      ...identity.saved,
      rooms: rooms.saved,
      unsent: outbox.unsent,
    }));
    this.#life = new Life({ parts, platform, store, saver, onKeep });
  }

  /** The secret by which the server knows this client, for calls over HTTP. Undefined until the first hello. */
  get token(): string | undefined {
    return this.#parts.identity.token;
  }

  /** The present snapshot. */
  get state(): ClientState {
    return this.#snapshot.present;
  }

  /** Calls `listener` after changes, at most once a microtask. Returns what ends it. */
  subscribe(listener: (state: ClientState) => void): () => void {
    return this.#snapshot.subscribe(listener);
  }

  /**
   * Calls `each` with every event of a kind. Entries (`said`, `edited`, `deleted`, `reacted`, `topic`, `titled`) come
   * once a room was joined: in order, once, over any number of cuts; what was deleted meanwhile is `gone`. Notices come
   * as the server sends them.
   */
  on<E extends Event["ev"]>(
    ev: E,
    each: (event: Extract<Event, { ev: E }>) => void,
  ): () => void {
    return this.#parts.hearers.add((event) => {
      if (event.ev === ev) each(event as Extract<Event, { ev: E }>);
    });
  }

  /** Calls `each` with everything that is said: `on("said", each)`. */
  hear(each: (said: Message) => void): () => void {
    return this.on("said", each);
  }

  /** Calls `each` with every notice for this person, or for everyone: `invited`, `answered`, `kicked`, `broadcast`. */
  heed(each: (notice: Notice) => void): () => void {
    return this.#parts.heeders.add(each);
  }

  /** The notice is not in the state any more. */
  dismiss(id: number): boolean {
    return this.#parts.notices.dismiss(id);
  }

  /**
   * Connects and stays connected, as the one the store knows, else as a new guest called `name`. Resolves when online
   * for the first time, rejects when refused; may be ignored, `state.connection` tells the same. Called again: with a
   * `name` after a refusal tries that one, while waiting tries at once. With a `password` too: see `login`.
   */
  start(
    as: { readonly name?: string; readonly password?: string } = {},
  ): Promise<Me> {
    const started = this.#life.start(as.name, as.password);
    started.catch(() => undefined);
    return started;
  }

  /** Connects, anew if it is connected, as the account; its token is kept as a guest's is, the password is not. */
  login(name: string, password: string): Promise<Me> {
    return this.start({ name, password });
  }

  /**
   * Makes an account and logs in to it. A guest who registers the name that he has stays who he is, and is the account
   * from then on. After `cut` it may exist: then `login` gets in.
   */
  register(name: string, password: string): Promise<Me> {
    return this.#life.register(name, password);
  }

  /** Another password for the account, sent as by `call`. Its other sessions end. */
  async changePassword(old: string, password: string): Promise<void> {
    const { identity } = this.#parts;
    await this.call("password", { old, password, ...identity.kept });
    identity.password = password;
  }

  /** Ends the connection. Unsent messages stay in the store and are sent after the next `start`. */
  close(): void {
    this.#life.close();
  }

  /**
   * Closes, and forgets who this client was, its rooms and its unsent messages. Over a connection, the token is given
   * back; resolves when that is answered or cannot be.
   */
  forget(): Promise<void> {
    return this.#life.forget();
  }

  /** One request, sent now. Rejects with `offline` when there is no connection and with `cut` when it went. */
  call<V extends VerbName>(verb: V, params: Params<V>): Promise<Result<V>> {
    const link = this.#parts.connection.live;
    if (link !== undefined) return link.request(verb, params);
    return Promise.reject(offline());
  }

  // The following wait for the connection, and are asked again after a cut.

  /** One request whose repetition does no harm: those that only ask, and those that set something. */
  ask<V extends VerbName>(verb: V, params: Params<V>): Promise<Result<V>> {
    return this.#persist((link) => link.request(verb, params));
  }

  /** Enters a room, by id or title, and stays in it over cuts. */
  async join(room: string): Promise<RoomState> {
    const known = this.#parts.rooms.find(room);
    if (known?.presence.is === "here") return known.state;
    return (await this.#parts.joining.join(room)).state;
  }

  /** The conversation with these people, by id or name, made if there is none: in the state from then on. */
  async direct(...people: readonly string[]): Promise<RoomState> {
    return (await this.#parts.joining.direct(people)).state;
  }

  /** Leaves a room and drops it from the state, with what is pending in it. A direct one cannot be left: `not_allowed`. */
  leave(room: string): Promise<void> {
    return this.#parts.joining.leave(room);
  }

  /** A page of any room's log. For a room in the state, `loadOlder` is simpler. */
  history(params: Params<"history">): Promise<Result<"history">> {
    return this.ask("history", params);
  }

  /** A page of the public rooms. */
  rooms(params: Params<"rooms"> = {}): Promise<Result<"rooms">> {
    return this.ask("rooms", params);
  }

  /** Another name everywhere. Accounts keep theirs. */
  rename(name: string): Promise<Me> {
    return this.#life.rename(name);
  }

  /**
   * A direct message, by name or better by id: after a cut a name may be another's. It is kept exactly once, but
   * waits in this call only: it is not in the state or the store. The room of the conversation is, from then on: say
   * into it by its id. Rejects as `say` throws, and with `uncertain`.
   */
  async whisper(to: string, text: string): Promise<Whispered> {
    mustBeSayable(text);
    return this.#parts.whispers.send(to, text);
  }

  /** Makes a room and enters it as its owner. Sent now, as by `call`: after `cut` it may be there. */
  async create(params: Params<"create">): Promise<RoomState> {
    const { connection, joining } = this.#parts;
    if (connection.live === undefined) throw offline();
    return (await joining.create(params, connection.live)).state;
  }

  /** Whether one is away from this connection; it is told to the next one, too. */
  away(isAway: boolean): void {
    this.#parts.activity.isAway = isAway;
  }

  // Rooms of the state, by id or title.

  room(room: string): RoomState | undefined {
    return this.#parts.rooms.find(room)?.state;
  }

  /**
   * Says something in a room of the state, as an answer to the message with the seq `reply` if it is given. It is pending
   * at once, goes out as soon as it can, in order, and is kept exactly once. Throws a KoineError: `not_member`,
   * `bad_request` (empty), `too_large`, `outbox_full`, `no_such_message`, or what the room refuses this client with.
   */
  say(
    room: string,
    text: string,
    { reply }: { readonly reply?: number } = {},
  ): Saying {
    return this.#parts.speaking.say(room, text, reply);
  }

  // What is done to a message is shown at once, and goes out as what is said does. Refused, it is taken back, and
  // `changes` tells why. All throw as `say` does.

  /** Corrects a message of one's own. */
  edit(room: string, seq: number, text: string): Saying {
    return this.#parts.speaking.change(room, { do: "edit", seq, text });
  }

  /** Deletes a message: one's own, or as a moderator another's. */
  delete(room: string, seq: number): Saying {
    return this.#parts.speaking.change(room, { do: "delete", seq });
  }

  /** Reacts to a message with an emoji, or takes that back. */
  react(room: string, seq: number, reaction: string, on = true): Saying {
    const act = { do: "react", seq, reaction, on } as const;
    return this.#parts.speaking.change(room, act);
  }

  /** Sends again what has failed, after all that is pending in its room. Throws as `say` does. */
  retry(key: string): Saying {
    return this.#parts.speaking.retry(key);
  }

  /** Drops what waits or has failed. False when it is gone already or may have been kept. */
  discard(key: string): boolean {
    return this.#parts.outbox.discard(key);
  }

  /** Everything up to and including `seq` was read, at most up to the cursor. Told to the server at most once a second. */
  markRead(room: string, seq = Infinity): void {
    const { rooms, reading } = this.#parts;
    reading.mark(rooms.mustFind(room), seq);
  }

  /** Everything in the room has been looked at: `markRead(room)`. */
  seen(room: string): void {
    this.markRead(room);
  }

  /** One is writing there: told at most every 3 seconds, to be called with each key. */
  typing(room: string): void {
    const { rooms, activity } = this.#parts;
    activity.typing(rooms.mustFind(room));
  }

  /** Puts a page of older entries before those in the state. How many. Calls made meanwhile share the answer. */
  loadOlder(room: string, limit = 100): Promise<number> {
    const { rooms, older } = this.#parts;
    return older.load(rooms.mustFind(room), limit);
  }

  /** A message that others answer to: in `quoted` from then on, if it is not among the entries. Undefined where there is none. */
  async quote(room: string, seq: number): Promise<Message | undefined> {
    const { rooms, older } = this.#parts;
    const found = rooms.mustFind(room);
    await older.quote(found, seq);
    return found.log.find(seq);
  }

  /** Asks afresh who is in the room, with roles and presence. Calls made meanwhile share the answer. */
  async loadMembers(room: string): Promise<void> {
    await this.#parts.members.load(this.#parts.rooms.mustFind(room));
  }

  #persist<T>(ask: (link: Link) => Promise<T>): Promise<T> {
    return persist(this.#parts.connection, this.#platform, ask);
  }
}
