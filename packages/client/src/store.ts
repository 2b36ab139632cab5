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
  throw new Error(`not written yet: ${key}`);
}
