// A store of which some calls do something else, such as fail, for tests of what the core does then.
import type { RoomLog } from "../../src/core/log.ts";
import type { IdentityStore, Store } from "../../src/core/store.ts";

export function changedStore(
  store: Store,
  change: {
    readonly log?: Partial<RoomLog>;
    readonly identities?: Partial<IdentityStore>;
  },
): Store {
  return {
    log: changed(store.log, change.log ?? {}),
    rooms: store.rooms,
    identities: changed(store.identities, change.identities ?? {}),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

function changed<Port extends object>(port: Port, by: Partial<Port>): Port {
  return new Proxy(port, {
    get(target, name: keyof Port & string) {
      const member = by[name] ?? target[name];
      return typeof member === "function"
        ? (member.bind(target) as unknown)
        : member;
    },
  });
}
