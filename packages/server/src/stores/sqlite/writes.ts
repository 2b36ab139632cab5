// The writer's calls over one connection: each a few prepared statements, in whatever transaction is open.
import type { DatabaseSync } from "node:sqlite";
import { prepareAppend, type Appending } from "./append.ts";
import type { Writes } from "./calls.ts";
import { prepareDirectMembers } from "./direct-members.ts";
import { prepareForget } from "./forget.ts";
import { prepareHouseWrites } from "./house-writes.ts";
import { prepareIdentityWrites } from "./identity-writes.ts";
import { prepareMemberWrites } from "./member-writes.ts";
import { prepareRoomWrites } from "./room-writes.ts";
import { prepareTokenWrites } from "./token-writes.ts";

export interface WriteCalls extends Pick<
  Appending,
  "setTime" | "hasErased" | "forget"
> {
  /** Whether a room went since this was asked last. */
  hasGone(): boolean;
  readonly calls: Writes;
}

export function prepareWrites(database: DatabaseSync): WriteCalls {
  const directMembers = prepareDirectMembers(database, (id) =>
    appending.letGo(id),
  );
  const appending: Appending = prepareAppend(database, directMembers);
  let isGone = false;
  const rooms = prepareRoomWrites(database, (id) => {
    isGone = true;
    appending.forgetRoom(id);
  });
  const tokens = prepareTokenWrites(database);
  const identities = prepareIdentityWrites(database, tokens.insert);
  return {
    setTime: (at) => appending.setTime(at),
    hasErased: () => appending.hasErased(),
    hasGone() {
      const was = isGone;
      isGone = false;
      return was;
    },
    forget: () => appending.forget(),
    calls: {
      append: appending.append,
      ...rooms,
      ...prepareMemberWrites(database, directMembers),
      ...tokens.calls,
      ...identities,
      ...prepareHouseWrites(database, identities),
      forgetGuests: prepareForget(database, (id) => rooms.removeIfUnused(id)),
    },
  };
}
