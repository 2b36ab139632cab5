// What a client remembers from one start to the next: who it is, its rooms, and what it could not send yet.
// The app injects a store; one for browsers and one in memory are here.

/** Plain JSON. */
export interface Saved {
  /** Who this client is; the token is a secret. */
  readonly me?: {
    readonly id: string;
    readonly name: string;
    readonly token?: string;
  };
  /** The rooms to join again. */
  readonly rooms: readonly SavedRoom[];
  /** Messages not known to be kept, in the order in which they were said. */
  readonly unsent: readonly SavedMessage[];
}

export interface SavedRoom {
  readonly id: string;
  readonly title: string;
}

export interface SavedMessage {
  readonly key: string;
  readonly room: string;
  readonly text: string;
  readonly at: number;
  /** The identity it was sent as, if it was sent: it may have been kept. */
  readonly sentAs?: string;
  /** The refusal, if it was refused for good. */
  readonly failed?: { readonly code: string; readonly message: string };
}

/** `save` is called after each change, at most once a microtask, with all there is to keep. */
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
  const { localStorage, sessionStorage } = globalThis as unknown as Storages;
  return {
    load() {
      const me = read(localStorage, `${key}:me`) as Saved["me"];
      const own = read(sessionStorage, `${key}:window`) as Window | undefined;
      const rooms =
        own?.rooms ??
        (read(localStorage, `${key}:rooms`) as Saved["rooms"] | undefined);
      if (me === undefined && rooms === undefined) return undefined;
      return {
        ...(me ? { me } : {}),
        rooms: rooms ?? [],
        unsent: own?.unsent ?? [],
      };
    },
    save({ me, rooms, unsent }) {
      write(localStorage, `${key}:me`, me);
      write(localStorage, `${key}:rooms`, rooms);
      write(sessionStorage, `${key}:window`, { rooms, unsent });
    },
  };
}

interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

interface Storages {
  readonly localStorage: Storage;
  readonly sessionStorage: Storage;
}

type Window = Pick<Saved, "rooms" | "unsent">;

/** Storage may be full, forbidden or of another version: then there is nothing in it. */
function read(storage: Storage, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

function write(storage: Storage, key: string, value: unknown): void {
  try {
    if (value === undefined) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(value));
  } catch {
    // It goes on without being remembered.
  }
}
