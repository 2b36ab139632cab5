// A store of which some calls do something else, such as fail, for tests of what the core does then.
import type { RoomLog } from "../../src/core/ports/log.ts";
import type { HouseStore } from "../../src/core/ports/house-store.ts";
import type { IdentityStore } from "../../src/core/ports/identity-store.ts";
import type { RoomStore } from "../../src/core/ports/room-store.ts";
import type { Store } from "../../src/core/ports/store.ts";

export function changedStore(
  store: Store,
  change: {
    readonly log?: Partial<RoomLog>;
    readonly rooms?: Partial<RoomStore>;
    readonly house?: Partial<HouseStore>;
    readonly identities?: Partial<IdentityStore>;
  },
): Store {
  return {
    log: changed(store.log, change.log ?? {}),
    rooms: changed(store.rooms, change.rooms ?? {}),
    house: changed(store.house, change.house ?? {}),
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
