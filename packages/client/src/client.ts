// The client: the one object an app holds. It tells what changes, and hands the calls to its parts.
import type { EntryEvent, Params, Result, VerbName } from "@koine/protocol";
import { closed, offline } from "./errors.ts";
import type { Link } from "./link.ts";
import { Older } from "./older.ts";
import type { ClientOptions } from "./options.ts";
import type { Saying } from "./outbox.ts";
import type { Notice } from "./notices.ts";
import { makeParts, type Parts } from "./parts.ts";
import { persist } from "./persist.ts";
import { defaultPlatform, type Platform } from "./platform.ts";
import { readSaved } from "./read-saved.ts";
import { register } from "./register.ts";
import { Saver } from "./saver.ts";
import { Snapshot } from "./snapshot.ts";
import type { ClientState, Me, RoomState } from "./state.ts";
import { memoryStore, type Store } from "./store.ts";
import { mustBeSayable } from "./texts.ts";
import type { Whispered } from "./whispers.ts";

export class Client {
  readonly #platform: Platform;
  readonly #store: Store;
  readonly #parts: Parts;
  readonly #older: Older;
  readonly #saver: Saver;
  readonly #snapshot: Snapshot<ClientState>;
  #loading: Promise<void> | undefined;
  /** Counts what ends a start that is under way. */
  #closings = 0;

  constructor(options: ClientOptions) {
    const platform = { ...defaultPlatform(), ...options.platform };
    const onChange = (): void => this.#snapshot.changed();
    const onKeep = (): void => this.#changedToKeep();
    this.#platform = platform;
    this.#store = options.store ?? memoryStore();
    this.#parts = makeParts(options, platform, { onChange, onKeep });
    const { connection, identity, notices, outbox, rooms } = this.#parts;
    this.#snapshot = new Snapshot(platform, () => ({
      connection: connection.state,
      me: identity.me,
      lobby: identity.lobby,
      rooms: rooms.state,
      notices: notices.all,
    }));
    this.#older = new Older({ connection, platform, onChange });
    this.#saver = new Saver(this.#store, platform, () => ({
      ...identity.saved,
      rooms: rooms.saved,
      unsent: outbox.unsent,
    }));
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

  /** Calls `each` with every entry that comes after a room was joined: in order, once, over any number of cuts. */
  hear(each: (entry: EntryEvent) => void): () => void {
    return this.#parts.hearers.add(each);
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
    const started = this.#start(as.name, as.password);
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
  async register(name: string, password: string): Promise<Me> {
    const closings = this.#closings;
    const account = { name, password };
    const me = await register(this.#parts, this.#platform, account);
    if (closings !== this.#closings) throw closed();
    return me ?? this.login(name, password);
  }

  /** Another password for the account, sent as by `call`. Its other sessions log in with it when they come anew. */
  async changePassword(old: string, password: string): Promise<void> {
    const { identity } = this.#parts;
    const { token } = identity;
    const kept = token === undefined ? {} : { token };
    await this.call("password", { old, password, ...kept });
    identity.password = password;
  }

  async #start(
    name: string | undefined,
    password: string | undefined,
  ): Promise<Me> {
    const closings = this.#closings;
    await (this.#loading ??= this.#load());
    if (closings !== this.#closings) throw closed();
    if (name !== undefined && password !== undefined) {
      this.#parts.identity.logIn({ name, password });
      this.#parts.connection.reopen();
    } else {
      if (name !== undefined) this.#parts.identity.wish = name;
      this.#parts.connection.open();
    }
    await this.#parts.connection.online();
    const { me, wish } = this.#parts.identity;
    if (me === undefined || closings !== this.#closings) throw closed();
    // The hello had gone out before the name was wished for.
    if (name === undefined || wish !== name) return me;
    this.#parts.identity.wish = undefined;
    return me.name === name ? me : this.rename(name);
  }

  async #load(): Promise<void> {
    try {
      const saved = readSaved(await this.#store.load());
      // Forgotten meanwhile: then there is nothing to remember.
      if (this.#loading === undefined) return;
      this.#parts.identity.restore(saved.me);
      for (const { id, title, people } of saved.rooms)
        this.#parts.rooms.add(id, title, people);
      this.#parts.outbox.restore(saved.unsent);
    } catch (cause) {
      this.#platform.warn("The client could not read its saved state.", cause);
    }
  }

  /** Ends the connection. Unsent messages stay in the store and are sent after the next `start`. */
  close(): void {
    this.#closings++;
    this.#parts.connection.close();
    this.#parts.outbox.rest();
    void this.#saver.now();
  }

  /**
   * Closes, and forgets who this client was, its rooms and its unsent messages. Over a connection, the token is given
   * back; resolves when that is answered or cannot be.
   */
  async forget(): Promise<void> {
    const { connection, identity, notices, rooms } = this.#parts;
    const { token } = identity;
    const given =
      token === undefined ? token : connection.closeWith("logout", { token });
    this.close();
    this.#loading = undefined;
    for (const room of rooms) rooms.drop(room);
    notices.clear();
    identity.forget();
    this.#changedToKeep();
    await Promise.all([given, this.#saver.now()]);
  }

  /** One request, sent now. Rejects with `offline` when there is no connection and with `cut` when it went. */
  call<V extends VerbName>(verb: V, params: Params<V>): Promise<Result<V>> {
    const link = this.#parts.connection.live;
    if (link !== undefined) return link.request(verb, params);
    return Promise.reject(offline());
  }

  // The following wait for the connection, and are asked again after a cut.

  /** Enters a room, by id or title, and stays in it over cuts. */
  async join(room: string): Promise<RoomState> {
    const known = this.#parts.rooms.find(room);
    if (known?.presence.is === "here") return known.state;
    return (await this.#parts.joining.join(room)).state;
  }

  /** Leaves a room and drops it from the state, with what is pending in it. A direct one cannot be left: `not_allowed`. */
  leave(room: string): Promise<void> {
    return this.#parts.joining.leave(room);
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

  /** Another name everywhere. Accounts keep theirs. */
  rename(name: string): Promise<Me> {
    const { identity } = this.#parts;
    return this.#persist((link) =>
      link.request("rename", { name }, (renamed) => {
        const me = { id: "", isAccount: false, ...identity.me, ...renamed };
        identity.called(me);
        return me;
      }),
    );
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

  // Rooms of the state, by id or title.

  room(room: string): RoomState | undefined {
    return this.#parts.rooms.find(room)?.state;
  }

  /**
   * Says something in a room of the state. It is pending at once, goes out as soon as it can, in order, and is kept
   * exactly once. Throws a KoineError: `not_member`, `bad_request` (empty), `too_large`, `outbox_full`, or what the
   * room refuses this client with.
   */
  say(room: string, text: string): Saying {
    const { id } = this.#parts.rooms.mustSpeakIn(room);
    mustBeSayable(text);
    return this.#parts.outbox.add(id, text, this.#platform.key());
  }

  /** Sends a failed message again, after all that is pending in its room. Throws as `say` does. */
  retry(key: string): Saying {
    const { outbox, rooms } = this.#parts;
    rooms.mustSpeakIn(outbox.failed(key).room);
    return outbox.retry(key);
  }

  /** Drops a message that waits or has failed. False when it is gone already or may have been kept. */
  discard(key: string): boolean {
    return this.#parts.outbox.discard(key);
  }

  /** Everything in the room has been looked at: `unread` is 0 again. */
  seen(room: string): void {
    if (this.#parts.rooms.mustFind(room).see()) this.#snapshot.changed();
  }

  /** Puts a page of older entries before those in the state. How many. Calls made meanwhile share the answer. */
  loadOlder(room: string, limit = 100): Promise<number> {
    return this.#older.load(this.#parts.rooms.mustFind(room), limit);
  }

  /** Asks afresh who is in the room. Calls made meanwhile share the answer. */
  async loadMembers(room: string): Promise<void> {
    await this.#parts.members.load(this.#parts.rooms.mustFind(room));
  }

  #persist<T>(ask: (link: Link) => Promise<T>): Promise<T> {
    return persist(this.#parts.connection, this.#platform, ask);
  }

  #changedToKeep(): void {
    this.#saver.soon();
    this.#snapshot.changed();
  }
}
