// A client's coming and going: what the store remembers is read once, then one comes in, and leaves for a while or for good.
import { closed } from "./errors.ts";
import type { Parts } from "./parts.ts";
import { persist } from "./persist.ts";
import type { Platform } from "./platform.ts";
import { readSaved } from "./read-saved.ts";
import { register } from "./register.ts";
import type { Saver } from "./saver.ts";
import type { Me } from "./state.ts";
import type { Store } from "./store.ts";

export interface LifeOptions {
  readonly parts: Parts;
  readonly platform: Platform;
  readonly store: Store;
  readonly saver: Saver;
  readonly onKeep: () => void;
}

export class Life {
  readonly #options: LifeOptions;
  #loading: Promise<void> | undefined;
  /** Counts what ends a start that is under way. */
  #closings = 0;

  constructor(options: LifeOptions) {
    this.#options = options;
  }

  async start(
    name: string | undefined,
    password: string | undefined,
  ): Promise<Me> {
    const { identity, connection } = this.#options.parts;
    const closings = this.#closings;
    connection.expect();
    await (this.#loading ??= this.#load());
    if (closings !== this.#closings) throw closed();
    if (name !== undefined && password !== undefined) {
      identity.logIn({ name, password });
      connection.reopen();
    } else {
      if (name !== undefined) identity.wish = name;
      connection.open();
    }
    await connection.online();
    const { me, wish } = identity;
    if (me === undefined || closings !== this.#closings) throw closed();
    // The hello had gone out before the name was wished for.
    if (name === undefined || wish !== name) return me;
    identity.wish = undefined;
    return me.name === name ? me : this.rename(name);
  }

  async register(name: string, password: string): Promise<Me> {
    const { parts, platform } = this.#options;
    const closings = this.#closings;
    const me = await register(parts, platform, { name, password });
    if (closings !== this.#closings) throw closed();
    return me ?? this.start(name, password);
  }

  rename(name: string): Promise<Me> {
    const { parts, platform } = this.#options;
    const { connection, identity } = parts;
    return persist(connection, platform, (link) =>
      link.request("rename", { name }, (renamed) => {
        const nobody = { id: "", isAccount: false, role: "guest" } as const;
        const me = { ...nobody, ...identity.me, ...renamed };
        identity.called(me);
        return me;
      }),
    );
  }

  async #load(): Promise<void> {
    const { parts, platform, store } = this.#options;
    try {
      const saved = readSaved(await store.load());
      // Forgotten meanwhile: then there is nothing to remember.
      if (this.#loading === undefined) return;
      parts.identity.restore(saved.me);
      for (const { id, title, people } of saved.rooms) {
        const room = parts.rooms.add(id, title, people);
        // Of whom another window has saved is not known.
        room.isMember = saved.me !== undefined;
      }
      parts.outbox.restore(saved.unsent);
    } catch (cause) {
      platform.warn("The client could not read its saved state.", cause);
    }
  }

  close(): void {
    const { connection, mutes, outbox, reading } = this.#options.parts;
    this.#closings++;
    reading.flush();
    connection.close();
    reading.rest();
    mutes.clear();
    outbox.rest();
    void this.#options.saver.now();
  }

  async forget(): Promise<void> {
    const { parts, saver, onKeep } = this.#options;
    const { connection, identity, notices, rooms } = parts;
    const { token } = identity;
    const given =
      token === undefined ? token : connection.closeWith("logout", { token });
    this.close();
    this.#loading = undefined;
    for (const room of rooms) rooms.drop(room);
    notices.clear();
    identity.forget();
    onKeep();
    await Promise.all([given, saver.now()]);
  }
}
