// A store whose every call takes a turn of the event loop or more, in the order of the calls, as a real one does: what
// the core must not rely on being instant.
import type { Store } from "../../src/core/ports/store.ts";

type Call = (...args: never[]) => unknown;

/** `turns` is asked before each batch how many turns of the event loop it takes. */
export function slowly(store: Store, turns: () => number = () => 1): Store {
  let waiting: (() => void)[] = [];
  let isWorking = false;

  async function work(): Promise<void> {
    isWorking = true;
    while (waiting.length > 0) {
      for (let left = turns(); left > 0; left--)
        await new Promise(setImmediate);
      const batch = waiting;
      waiting = [];
      for (const go of batch) go();
    }
    isWorking = false;
  }

  const slow = <Port extends object>(port: Port, except?: keyof Port): Port =>
    new Proxy(port, {
      get(target, name: keyof Port & string) {
        const member = target[name];
        if (typeof member !== "function") return member;
        const call = (member as Call).bind(target);
        if (name === except) return call;
        return (...args: never[]) =>
          new Promise((resolve) => {
            waiting.push(() => resolve(call(...args)));
            if (!isWorking) void work();
          });
      },
    });

  return {
    log: slow(store.log, "tail"),
    house: slow(store.house),
    rooms: slow(store.rooms),
    identities: slow(store.identities),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
