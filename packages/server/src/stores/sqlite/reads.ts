// The reader's calls over one connection: each a few prepared statements that find their rows by an index.
import type { DatabaseSync } from "node:sqlite";
import type { Reads } from "./calls.ts";
import { prepareHouseReads } from "./house-reads.ts";
import { prepareIdentityReads } from "./identity-reads.ts";
import { prepareLogReads } from "./log-reads.ts";
import { prepareMemberReads } from "./member-reads.ts";
import { prepareRoomReads } from "./room-reads.ts";

export function prepareReads(database: DatabaseSync): Reads {
  return {
    ...prepareLogReads(database),
    ...prepareRoomReads(database),
    ...prepareMemberReads(database),
    ...prepareIdentityReads(database),
    ...prepareHouseReads(database),
  };
}
