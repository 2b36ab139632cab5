// What a client remembers from one start to the next: who it is, its rooms, and what it could not send yet.
// The app injects a store; one for browsers and one in memory are here.

import type { Person } from "./state.ts";

/** Plain JSON. */
export interface Saved {
  /** Who this client is; the token is a secret. */
  readonly me?: {
    readonly id: string;
    readonly name: string;
    readonly token?: string;
    readonly isAccount?: boolean;
  };
  /** The rooms to join again. */
  readonly rooms: readonly SavedRoom[];
  /** What was said and done and is not known to be kept, in that order. */
  readonly unsent: readonly SavedMessage[];
}

export interface SavedRoom {
  readonly id: string;
  readonly title: string;
  /** Whom a direct room is with; other rooms have none. */
  readonly people?: readonly Person[];
}

/**
 * What one says in a room, or does to the message `seq` in it. `epoch` is the life of the log in which `seq` and `reply`
 * count: in another they would mean another message.
 */
export type Act = { readonly epoch?: string } & (
  | { readonly do: "say"; readonly text: string; readonly reply?: number }
  | { readonly do: "edit"; readonly seq: number; readonly text: string }
  | { readonly do: "delete"; readonly seq: number }
  | {
      readonly do: "react";
      readonly seq: number;
      readonly reaction: string;
      readonly on: boolean;
    }
);

export type SavedMessage = Act & {
  readonly key: string;
  readonly room: string;
  readonly at: number;
  /** The identity it was sent as, if it was sent: it may have been kept. */
  readonly sentAs?: string;
  /** The refusal, if it was refused for good. */
  readonly failed?: { readonly code: string; readonly message: string };
};

/** `save` is called soon after a change, at most ten times a second and one after the other, with all there is to keep. */
export interface Store {
  load(): Saved | undefined | Promise<Saved | undefined>;
  save(saved: Saved): void | Promise<void>;
}

/** Remembers until the program ends. */
export function memoryStore(saved?: Saved): Store {
  let kept = saved;
  return {
    load: () => kept,
    save: (next) => {
      kept = next;
    },
  };
}

/**
 * Remembers in the browser. Who one is, is shared by all windows; the rooms and unsent messages belong to a window and
 * survive its reload, and a new window begins with the rooms of the one that changed them last.
 */
export function browserStore(key = "koine"): Store {
  const shared = new Shelf("localStorage");
  const own = new Shelf("sessionStorage");
  return {
    load() {
      const me = shared.read(`${key}:me`) as Saved["me"];
      const window = own.read(`${key}:window`) as Window | undefined;
      const rooms =
        window?.rooms ??
        (shared.read(`${key}:rooms`) as Saved["rooms"] | undefined);
      if (me === undefined && rooms === undefined) return undefined;
      return {
        ...(me === undefined ? {} : { me }),
        rooms: rooms ?? [],
        unsent: window?.unsent ?? [],
      };
    },
    save({ me, rooms, unsent }) {
      shared.write(`${key}:me`, me);
      shared.write(`${key}:rooms`, rooms);
      own.write(`${key}:window`, { rooms, unsent });
    },
  };
}

type Window = Pick<Saved, "rooms" | "unsent">;

/** The part of a browser's storage that is used. */
interface BrowserStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** A storage may be full, forbidden, missing or written by another version: then there is nothing in it. */
class Shelf {
  readonly #name: "localStorage" | "sessionStorage";
  /** What was written last: what has not changed here is left alone, since another window may have changed it. */
  readonly #written = new Map<string, string | undefined>();

  constructor(name: "localStorage" | "sessionStorage") {
    this.#name = name;
  }

  /** Where storage is forbidden, already looking for it throws. */
  get #storage(): BrowserStorage {
    return (globalThis as unknown as Record<string, BrowserStorage>)[
      this.#name
    ] as BrowserStorage;
  }

  read(key: string): unknown {
    try {
      const text = this.#storage.getItem(key) ?? undefined;
      this.#written.set(key, text);
      return text === undefined ? undefined : (JSON.parse(text) ?? undefined);
    } catch {
      return undefined;
    }
  }

  write(key: string, value: unknown): void {
    const text = value === undefined ? undefined : JSON.stringify(value);
    if (this.#written.has(key) && this.#written.get(key) === text) return;
    try {
      if (text === undefined) this.#storage.removeItem(key);
      else this.#storage.setItem(key, text);
      this.#written.set(key, text);
    } catch {
      // It goes on without being remembered.
      this.#written.delete(key);
    }
  }
}
