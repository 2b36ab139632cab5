// A store that remembers which of its calls were made, for tests of what something costs.
import type { Store } from "../../src/core/ports/store.ts";

export interface WatchedStore {
  readonly store: Store;
  /** `rooms.visible`, in the order of the calls; taken out by whoever reads it. */
  readonly calls: string[];
}

export function watched(inner: Store): WatchedStore {
  const calls: string[] = [];
  const watch = <Port extends object>(name: string, port: Port): Port =>
    new Proxy(port, {
      get(target, key: keyof Port & string) {
        const member: unknown = target[key];
        if (typeof member !== "function") return member;
        return (...args: unknown[]): unknown => {
          calls.push(`${name}.${key}`);
          return Reflect.apply(member, target, args);
        };
      },
    });
  const store = {
    log: watch("log", inner.log),
    house: watch("house", inner.house),
    rooms: watch("rooms", inner.rooms),
    identities: watch("identities", inner.identities),
    [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
  };
  return { store, calls };
}
